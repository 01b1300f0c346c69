import { z } from 'zod';
import { envelope, id, time } from './envelope.ts';

/** How full the event was right after the change, by which feed keeps its seats filter. */
export const seats = z.object({
  /** Null: unlimited. */
  capacity: z.number().int().positive().nullable(),
  taken: z.number().int().nonnegative(),
  waitlisted: z.number().int().nonnegative(),
});
export type Seats = z.infer<typeof seats>;

const joinFact = z.object({
  joinId: id,
  eventId: id,
  userId: id,
  /** When the person joined; kept on promotion, set anew by joining again. */
  joinedAt: time,
  seats,
});

/** Took a seat. */
export const joinConfirmed = envelope('join.confirmed.v1', 'joins', joinFact);
/** Took a place in line. */
export const joinWaitlisted = envelope(
  'join.waitlisted.v1',
  'joins',
  joinFact.extend({ /** 1 is next in line. */ position: z.number().int().positive() }),
);
/** Got a seat from the line. */
export const joinPromoted = envelope('join.promoted.v1', 'joins', joinFact);
/** Seat or place given back, by the person, or taken away by the organizer. */
export const joinCancelled = envelope(
  'join.cancelled.v1',
  'joins',
  joinFact.extend({
    /** Messages from before anybody could be removed lack it. */ reason: z.enum(['LEFT', 'REMOVED']).default('LEFT'),
  }),
);
/** Has a seat, and came. */
export const joinCheckedIn = envelope('join.checked-in.v1', 'joins', joinFact);
/** Had been taken for somebody who came; has a seat. */
export const joinCheckInUndone = envelope('join.check-in-undone.v1', 'joins', joinFact);
/**
 * The person has deleted their account. Their join goes on counting, and stands from now on under an id that is nobody's:
 * made by chance, another one at every event, so that it leads neither to the person nor to their other joins.
 */
export const joinAnonymized = envelope(
  'join.anonymized.v1',
  'joins',
  joinFact.extend({
    anonymousId: id,
    /** How it stands in the end. */
    status: z.enum(['CONFIRMED', 'WAITLISTED', 'CANCELLED', 'CHECKED_IN']),
  }),
);
/** How many seats there are, or how many may wait for one, was changed by the organizer or by publishing. */
export const capacityChanged = envelope('join.capacity-changed.v1', 'joins', z.object({ eventId: id, seats }));

/** Any fact about an event's joins; their aggregate is the event. */
export const joinMessage = z.discriminatedUnion('type', [
  joinConfirmed,
  joinWaitlisted,
  joinPromoted,
  joinCancelled,
  joinCheckedIn,
  joinCheckInUndone,
  joinAnonymized,
  capacityChanged,
]);
export type JoinMessage = z.infer<typeof joinMessage>;
