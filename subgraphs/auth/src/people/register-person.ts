import { randomUUIDv7 } from 'node:crypto';
import type { PersonSnapshot } from '@cityevents/messages/person';
import { enqueueTx, type NewMessage } from '@cityevents/messaging/outbox';
import type { AuthTransaction, Person } from '@cityevents/prisma/auth';

/** What an account starts with. The e-mail address as readEmail gives it, the password hashed. */
export type NewPerson = {
  email: string;
  displayName: string;
  passwordHash: string;
  emailVerifiedAt?: Date;
  homeCity?: string;
  interests?: string[];
  locale?: string | null;
};

/**
 * Makes accounts and tells the others of them.
 *
 * Throws Prisma's P2002 when a verified address is another account's; the transaction is then aborted, so catch it outside.
 */
export async function registerPeopleTx(tx: AuthTransaction, newPeople: NewPerson[]): Promise<Person[]> {
  const people = await tx.person.createManyAndReturn({
    data: newPeople.map((person) => ({
      id: randomUUIDv7(),
      verifiedEmail: person.emailVerifiedAt ? person.email : null,
      ...person,
    })),
  });
  await enqueueTx(tx, people.map(registered));
  return people;
}

function registered(person: Person): NewMessage {
  return {
    type: 'person.registered.v1',
    owner: 'auth',
    aggregateId: person.id,
    sequence: person.sequence,
    occurredAt: person.createdAt,
    data: snapshot(person),
  };
}

/** All the others may know of a person. */
export function snapshot(person: Person): PersonSnapshot {
  const { id: userId, email, displayName, interests, homeCity, timezone, locale, mutedMails, unsubscribeKey } = person;
  const emailVerified = person.emailVerifiedAt !== null;
  return {
    userId,
    email,
    emailVerified,
    displayName,
    interests,
    homeCity,
    timezone,
    locale,
    mutedMails,
    unsubscribeKey,
  };
}
