import { randomUUIDv7 } from 'node:crypto';
import type { EventMessage, EventSnapshot } from '@cityevents/messages/event';
import type { JoinMessage, Seats } from '@cityevents/messages/join';
import type { PersonMessage } from '@cityevents/messages/person';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const newId = (): string => randomUUIDv7();
export const fromNow = (milliseconds: number): Date => new Date(Date.now() + milliseconds);

/** An event a week ahead, unless told otherwise. */
export function event(told: Partial<EventSnapshot> = {}): EventSnapshot {
  const startsAt = told.startsAt ?? fromNow(7 * DAY).toISOString();
  return {
    eventId: newId(),
    organizerId: newId(),
    title: 'A concert',
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 3 * HOUR).toISOString(),
    timezone: 'Europe/Vienna',
    city: 'Vienna',
    country: 'Austria',
    venue: 'Konzerthaus',
    online: false,
    url: null,
    tags: ['music'],
    state: 'PUBLISHED',
    openingCapacity: 10,
    openingWaitlistLimit: null,
    joinsOpenAt: null,
    joinsCloseAt: null,
    publishedAt: fromNow(-HOUR).toISOString(),
    staff: [],
    hidden: false,
    ...told,
  };
}

const envelope = <O extends 'events' | 'joins'>(owner: O, eventId: string, sequence: number) => ({
  id: newId(),
  owner,
  aggregateId: eventId,
  sequence,
  occurredAt: new Date().toISOString(),
});

/** The message that tells of an event: cancelled when it is, published at first, updated later. */
export function eventFact(data: EventSnapshot, sequence = 1): EventMessage {
  const type =
    data.state === 'CANCELLED' ? 'event.cancelled.v1' : sequence === 1 ? 'event.published.v1' : 'event.updated.v1';
  return { ...envelope('events', data.eventId, sequence), type, data };
}

type Person = { eventId: string; userId: string; joinedAt: Date; seats?: Seats };
const plentyOfSeats: Seats = { capacity: null, taken: 1, waitlisted: 0 };

/** The message that tells what became of a person's join. */
export function joinFact(
  what: 'confirmed' | 'waitlisted' | 'promoted' | 'cancelled',
  { eventId, userId, joinedAt, seats = plentyOfSeats }: Person,
  sequence: number,
): JoinMessage {
  const data = { joinId: newId(), eventId, userId, joinedAt: joinedAt.toISOString(), seats };
  const carried = envelope('joins', eventId, sequence);
  if (what === 'waitlisted') return { ...carried, type: 'join.waitlisted.v1', data: { ...data, position: 1 } };
  if (what === 'cancelled') return { ...carried, type: 'join.cancelled.v1', data: { ...data, reason: 'LEFT' } };
  return { ...carried, type: `join.${what}.v1` as const, data };
}

/** The message that tells that a person's join is nobody's from now on. */
export function anonymizedFact(
  { eventId, userId, joinedAt, seats = plentyOfSeats }: Person,
  anonymousId: string,
  sequence: number,
): JoinMessage {
  const status = 'CONFIRMED' as const;
  const data = { joinId: newId(), eventId, userId, joinedAt: joinedAt.toISOString(), seats, anonymousId, status };
  return { ...envelope('joins', eventId, sequence), type: 'join.anonymized.v1', data };
}

/** The message that tells who a person is. */
export function personFact(
  userId: string,
  told: { interests?: string[]; homeCity?: string | null } = {},
  sequence = 1,
): PersonMessage {
  const data = {
    userId,
    email: 'ada@cityevents.test',
    displayName: 'Ada',
    interests: [],
    homeCity: null,
    emailVerified: false,
    timezone: null,
    locale: null,
    mutedMails: [],
    unsubscribeKey: null,
    ...told,
  };
  const occurredAt = new Date().toISOString();
  const type = sequence === 1 ? 'person.registered.v1' : 'person.updated.v1';
  return { id: newId(), owner: 'auth', aggregateId: userId, sequence, occurredAt, type, data };
}

/** The message that tells that an account was deleted. */
export function deletedFact(userId: string, sequence = 2): PersonMessage {
  const occurredAt = new Date().toISOString();
  return {
    id: newId(),
    owner: 'auth',
    aggregateId: userId,
    sequence,
    occurredAt,
    type: 'person.deleted.v1',
    data: { userId },
  };
}

/** The message that tells of a new number of seats. */
export function seatsFact(eventId: string, seats: Seats, sequence: number): JoinMessage {
  return { ...envelope('joins', eventId, sequence), type: 'join.capacity-changed.v1', data: { eventId, seats } };
}
