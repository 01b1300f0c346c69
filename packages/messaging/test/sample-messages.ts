import { randomUUID } from 'node:crypto';
import type { EventMessage } from '@cityevents/messages/event';

/** A valid fact about an event. */
export function eventUpdated(facts: { aggregateId?: string; sequence?: number; title?: string } = {}): EventMessage {
  const { aggregateId = randomUUID(), sequence = 1, title = 'A talk' } = facts;
  return {
    id: randomUUID(),
    type: 'event.updated.v1',
    owner: 'events',
    aggregateId,
    sequence,
    occurredAt: '2026-11-21T10:00:00.000Z',
    data: {
      eventId: aggregateId,
      organizerId: randomUUID(),
      title,
      startsAt: '2026-12-01T18:00:00.000Z',
      endsAt: '2026-12-01T20:00:00.000Z',
      timezone: 'Europe/Berlin',
      city: 'Berlin',
      country: 'Germany',
      venue: null,
      online: false,
      url: null,
      tags: [],
      state: 'PUBLISHED',
      openingCapacity: null,
      openingWaitlistLimit: null,
      joinsOpenAt: null,
      joinsCloseAt: null,
      publishedAt: '2026-11-20T10:00:00.000Z',
      staff: [],
      hidden: false,
    },
  };
}
