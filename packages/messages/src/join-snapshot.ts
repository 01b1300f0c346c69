import { z } from 'zod';
import { envelope, id, time } from './envelope.ts';
import { seats } from './join.ts';

/** So many joins are told of by one message at most. */
export const JOINS_A_SNAPSHOT = 200;

/**
 * How an event's seats and some of its joins stand, told again for consumers that are being rebuilt. Nothing has happened:
 * nobody is mailed. Its sequence is the event's next one, taken under its lock, so what it says is newer than every fact
 * before it and older than every one after.
 */
export const joinSnapshot = envelope(
  'join.snapshot.v1',
  'joins',
  z.object({
    eventId: id,
    seats,
    /** A part of the event's joins, cancelled ones among them; an event with many is told of in several messages. */
    joins: z
      .array(
        z.object({
          joinId: id,
          userId: id,
          status: z.enum(['CONFIRMED', 'WAITLISTED', 'CANCELLED', 'CHECKED_IN']),
          joinedAt: time,
        }),
      )
      .max(JOINS_A_SNAPSHOT),
  }),
);
export type JoinSnapshot = z.infer<typeof joinSnapshot>;
