import { enqueueTx, type NewMessage } from '@cityevents/messaging/outbox';
import type { Republished } from '@cityevents/messaging/republish';
import { NOTHING_YET } from '@cityevents/messaging/republish';
import type { AuthDatabase, Person } from '@cityevents/prisma/auth';
import { lockNextPeopleTx } from '../people/lock-person.ts';
import { snapshot } from '../people/register-person.ts';

const PEOPLE_A_BATCH = 200;

/**
 * Tells the others anew of the next people after this one, each as they are, under their locks and with their next
 * sequence. Who is gone is told of as gone. Undefined when there is nobody left.
 */
export async function republishPeople(
  database: AuthDatabase,
  after: string = NOTHING_YET,
): Promise<Republished | undefined> {
  return database.$transaction(async (tx) => {
    const people = await lockNextPeopleTx(tx, after, PEOPLE_A_BATCH);
    const last = people.at(-1);
    if (!last) return undefined;
    const ids = people.map(({ id }) => id);
    await tx.person.updateMany({ where: { id: { in: ids } }, data: { sequence: { increment: 1 } } });
    const occurredAt = new Date();
    await enqueueTx(
      tx,
      people.map((person) => asItIs(person, occurredAt)),
    );
    return { messages: people.length, after: last.id };
  });
}

function asItIs(person: Person, occurredAt: Date): NewMessage {
  const { id, sequence, deletedAt } = person;
  const carried = { owner: 'auth', aggregateId: id, sequence: sequence + 1n, occurredAt } as const;
  if (deletedAt !== null) return { ...carried, type: 'person.deleted.v1', data: { userId: id } };
  return { ...carried, type: 'person.updated.v1', data: snapshot(person) };
}
