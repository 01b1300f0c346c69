import { z } from 'zod';
import { envelope, id } from './envelope.ts';

/** What an organizer, or who works for them, can do to an event's seats and attendees. */
export const organizerAction = z.enum([
  'CAPACITY_CHANGED',
  'WAITLIST_LIMIT_CHANGED',
  'ATTENDEE_REMOVED',
  'ATTENDEES_MESSAGED',
]);
export type OrganizerAction = z.infer<typeof organizerAction>;

/** Somebody organized seats or attendees: for the event's log, which the events subgraph keeps. */
export const organizerActed = envelope(
  'organizer.acted.v1',
  'joins',
  z.object({
    eventId: id,
    actorId: id,
    action: organizerAction,
    /** To whom it was done, where it was done to one person. */
    attendeeId: id.nullable(),
    /** What it changed, field by field. */
    changes: z.array(
      z.object({
        field: z.string(),
        before: z.union([z.string(), z.number(), z.null()]),
        after: z.union([z.string(), z.number(), z.null()]),
      }),
    ),
  }),
);
export type OrganizerActed = z.infer<typeof organizerActed>;
