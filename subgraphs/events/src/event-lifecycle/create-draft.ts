import type { Event, EventsTransaction } from '@cityevents/prisma/events';
import { recordTx } from '../audit-log/record.ts';
import type { EventFields } from '../event-input/event-fields.ts';

/** What a new draft is made of. */
export type NewDraft = EventFields & { id: string; organizerId: string; createdAt: Date };

/** Writes a new draft, and that it was made. */
export async function createDraftTx(
  tx: EventsTransaction,
  draft: NewDraft,
  action: 'CREATED' | 'DUPLICATED',
): Promise<Event> {
  const { id, organizerId, createdAt } = draft;
  await recordTx(tx, [{ eventId: id, at: createdAt, actorId: organizerId, action }]);
  return tx.event.create({ data: draft });
}
