import { enqueueTx } from '@cityevents/messaging/outbox';
import type { EventsDatabase } from '@cityevents/prisma/events';
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
    if (verdict === 'nothing') return { event };

    const data = { state: 'CANCELLED', cancelledAt: now } as const;
    if (event.state === 'DRAFT') return { event: await tx.event.update({ where: { id: eventId }, data }) };
    const cancelled = await tx.event.update({
      where: { id: eventId },
      data: { ...data, sequence: { increment: 1 } },
      include: withStaff,
    });
    await enqueueTx(tx, [eventFact('event.cancelled.v1', cancelled, now)]);
    return { event: cancelled };
  });
}
