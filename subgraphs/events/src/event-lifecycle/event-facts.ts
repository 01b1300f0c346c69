import type { NewMessage } from '@cityevents/messaging/outbox';
import type { StaffedEvent } from './staffed-event.ts';

/** What can be told of an event to the others. */
export type EventFact = 'event.published.v1' | 'event.updated.v1' | 'event.cancelled.v1';

/**
 * The message that tells of an event as it is after the change. Every event told of has been published; its sequence
 * must have been raised by the same change, under its lock.
 */
export function eventFact(type: EventFact, event: StaffedEvent, occurredAt: Date): NewMessage {
  const { id, state, publishedAt } = event;
  if (state === 'DRAFT' || publishedAt === null)
    throw new Error(`Event ${id} was never published: nothing may be told.`);
  return {
    type,
    owner: 'events',
    aggregateId: id,
    sequence: event.sequence,
    occurredAt,
    data: {
      eventId: id,
      organizerId: event.organizerId,
      title: event.title,
      startsAt: event.startsAt.toISOString(),
      endsAt: event.endsAt.toISOString(),
      timezone: event.timezone,
      city: event.city,
      country: event.country,
      venue: event.venue,
      online: event.online,
      url: event.url,
      tags: event.tags,
      state,
      openingCapacity: event.capacity,
      openingWaitlistLimit: event.waitlistLimit,
      joinsOpenAt: event.joinsOpenAt?.toISOString() ?? null,
      joinsCloseAt: event.joinsCloseAt?.toISOString() ?? null,
      publishedAt: publishedAt.toISOString(),
      staff: event.staff.map(({ userId, role }) => ({ userId: userId!, role })),
      hidden: event.hiddenAt !== null,
    },
  };
}
