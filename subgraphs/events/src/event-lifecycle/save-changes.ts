import { enqueueTx } from '@cityevents/messaging/outbox';
import type { Event, EventsTransaction } from '@cityevents/prisma/events';
import { fieldChanges } from '../audit-log/field-changes.ts';
import { recordTx } from '../audit-log/record.ts';
import type { EventFields } from '../event-input/event-fields.ts';
import { eventFact } from './event-facts.ts';
import { withStaff } from './staffed-event.ts';

/** Writes somebody's changes to an event whose lock is held, and tells of them; of a draft nothing is told. */
export async function saveChangesTx(
  tx: EventsTransaction,
  event: Event,
  changes: Partial<EventFields>,
  { by, now }: { by: string; now: Date },
): Promise<Event> {
  const where = { id: event.id };
  await recordTx(tx, [
    { eventId: event.id, at: now, actorId: by, action: 'UPDATED', changes: fieldChanges(event, changes) },
  ]);
  if (event.state === 'DRAFT') return tx.event.update({ where, data: changes });
  const data = { ...changes, sequence: { increment: 1 } };
  const updated = await tx.event.update({ where, data, include: withStaff });
  await enqueueTx(tx, [eventFact('event.updated.v1', updated, now)]);
  return updated;
}
