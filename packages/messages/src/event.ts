import { z } from 'zod';
import { envelope, id, time } from './envelope.ts';

/** What somebody may do at an event beside its organizer: all that its organizer may but for a few things, or check people in. */
export const staffRole = z.enum(['MANAGER', 'DOOR']);
export type StaffRole = z.infer<typeof staffRole>;

/** All the events subgraph tells of an event, whole each time: a consumer needs no earlier message to use it. */
export const eventSnapshot = z.object({
  eventId: id,
  organizerId: id,
  title: z.string(),
  startsAt: time,
  endsAt: time,
  /** IANA name. */
  timezone: z.string(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  venue: z.string().nullable(),
  online: z.boolean(),
  url: z.string().nullable(),
  tags: z.array(z.string()),
  state: z.enum(['PUBLISHED', 'CANCELLED']),
  /** Seats to open with; joins owns the capacity from then on and ignores later values. Null: unlimited. */
  openingCapacity: z.number().int().positive().nullable(),
  /**
   * How many may wait for a seat, at the opening; joins owns the limit from then on, too. 0: there is no waitlist. Null:
   * no limit, which is also what a message from before there was one means.
   */
  openingWaitlistLimit: z.number().int().nonnegative().nullable().default(null),
  joinsOpenAt: time.nullable(),
  joinsCloseAt: time.nullable(),
  publishedAt: time,
  /** Who works at the event beside its organizer, whole each time. Messages from before anybody could lack it. */
  staff: z.array(z.object({ userId: id, role: staffRole })).default([]),
  /** Whether it is to be shown to nobody but its organizer. Messages from before anything could be hidden lack it. */
  hidden: z.boolean().default(false),
});
export type EventSnapshot = z.infer<typeof eventSnapshot>;

/** How an event stands to those who are not its organizer: one that is hidden isn't there for them. */
export function shownState({
  state,
  hidden,
}: Pick<EventSnapshot, 'state' | 'hidden'>): EventSnapshot['state'] | 'HIDDEN' {
  return state === 'PUBLISHED' && hidden ? 'HIDDEN' : state;
}

export const eventPublished = envelope('event.published.v1', 'events', eventSnapshot);
export const eventUpdated = envelope('event.updated.v1', 'events', eventSnapshot);
export const eventCancelled = envelope('event.cancelled.v1', 'events', eventSnapshot);

/** Any fact about an event. */
export const eventMessage = z.discriminatedUnion('type', [eventPublished, eventUpdated, eventCancelled]);
export type EventMessage = z.infer<typeof eventMessage>;
