import { z } from 'zod';
import { envelope, id } from './envelope.ts';

/** Whom an organizer writes to: those with a seat, those who wait, or both. */
export const audience = z.enum(['ALL', 'CONFIRMED', 'WAITLISTED']);
export type Audience = z.infer<typeof audience>;

/** An event's organizer wrote to who has a seat or waits for one: those who stand so by all facts of the event before this one. */
export const attendeesMessaged = envelope(
  'attendees.messaged.v1',
  'joins',
  z.object({ eventId: id, audience, subject: z.string(), body: z.string() }),
);
export type AttendeesMessaged = z.infer<typeof attendeesMessaged>;
