import { enqueueTx } from '@cityevents/messaging/outbox';
import type { Event, EventsDatabase, EventsTransaction } from '@cityevents/prisma/events';
import { recordTx } from '../audit-log/record.ts';
import { inTransaction } from '../transaction.ts';
import { eventFact } from './event-facts.ts';
import { lockEventTx } from './event-locks.ts';
import { decideCancel, type RefusalOf } from './lifecycle.ts';
import { type Outcome, refuse } from './outcome.ts';
import { withStaff } from './staffed-event.ts';

type CancelOutcome = Outcome<RefusalOf<'cancel'>>;

/** Calls an event off and tells of it. A draft is thrown away in silence: nobody else ever heard of it. */
export async function cancelEvent(database: EventsDatabase, viewerId: string, eventId: string): Promise<CancelOutcome> {
  return inTransaction<CancelOutcome>(database, async (tx) => {
    const locked = await lockEventTx(tx, eventId);
    const now = new Date();
    const { verdict, event, refusal } = decideCancel(locked, viewerId, now);
    if (refusal) return refuse(refusal);
    return { event: verdict === 'nothing' ? event : await cancelTx(tx, event, viewerId, now) };
  });
}

/** Calls an event off whose lock is held, as was decided. */
export async function cancelTx(tx: EventsTransaction, event: Event, viewerId: string, now: Date): Promise<Event> {
  const where = { id: event.id };
  await recordTx(tx, [{ eventId: event.id, at: now, actorId: viewerId, action: 'CANCELLED' }]);
  const data = {
    state: 'CANCELLED',
    cancelledAt: now,
    publishAt: null,
    publishBy: null,
    publishRefusal: null,
  } as const;
  if (event.state === 'DRAFT') return tx.event.update({ where, data });
  const cancelled = await tx.event.update({
    where,
    data: { ...data, sequence: { increment: 1 } },
    include: withStaff,
  });
  await enqueueTx(tx, [eventFact('event.cancelled.v1', cancelled, now)]);
  return cancelled;
}
