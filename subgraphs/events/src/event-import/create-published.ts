import { randomUUIDv7 } from 'node:crypto';
import { enqueueTx } from '@cityevents/messaging/outbox';
import type { Event, EventsTransaction } from '@cityevents/prisma/events';
import { recordTx } from '../audit-log/record.ts';
import type { EventFields } from '../event-input/event-fields.ts';
import { eventFact } from '../event-lifecycle/event-facts.ts';

export type NewImport = { externalId: string; externalSequence: number | null; fields: EventFields };

/**
 * Creates events that are public from the start and tells of them. The lock on the organizer's imports must be held.
 *
 * @returns them by external id
 */
export async function createPublishedTx(
  tx: EventsTransaction,
  organizerId: string,
  imports: readonly NewImport[],
  now: Date,
): Promise<Map<string, Event>> {
  if (imports.length === 0) return new Map();
  const events = await tx.event.createManyAndReturn({
    data: imports.map(({ externalId, externalSequence, fields }) => ({
      id: randomUUIDv7(),
      organizerId,
      externalId,
      externalSequence,
      ...fields,
      state: 'PUBLISHED' as const,
      sequence: 1n,
      createdAt: now,
      publishedAt: now,
    })),
  });
  await enqueueTx(
    tx,
    events.map((event) => eventFact('event.published.v1', { ...event, staff: [] }, now)),
  );
  await recordTx(
    tx,
    events.map(({ id }) => ({ eventId: id, at: now, actorId: organizerId, action: 'IMPORTED' })),
  );
  return new Map(events.map((event) => [event.externalId!, event]));
}
