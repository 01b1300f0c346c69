import { enqueueTx } from '@cityevents/messaging/outbox';
import type { EventsDatabase } from '@cityevents/prisma/events';
import { inTransaction } from '../transaction.ts';
import { eventFact } from './event-facts.ts';
import { lockEventTx } from './event-locks.ts';
import { decidePublish, type Publisher, type RefusalOf } from './lifecycle.ts';
import { type Outcome, refuse } from './outcome.ts';
import { withStaff } from './staffed-event.ts';

type PublishOutcome = Outcome<RefusalOf<'publish'> | 'EVENT_OVER' | 'EMAIL_NOT_VERIFIED'>;

/**
 * Makes a draft public and tells of it, with the capacity and the waitlist limit it opens with. One that is public
 * already comes back as it is.
 */
export async function publishEvent(
  database: EventsDatabase,
  publisher: Publisher,
  eventId: string,
): Promise<PublishOutcome> {
  return inTransaction<PublishOutcome>(database, async (tx) => {
    const locked = await lockEventTx(tx, eventId);
    const now = new Date();
    const { verdict, event, refusal } = decidePublish(locked, publisher, now);
    if (refusal) return refuse(refusal);
    if (verdict === 'nothing') return { event };

    const published = await tx.event.update({
      where: { id: eventId },
      data: { state: 'PUBLISHED', publishedAt: now, sequence: { increment: 1 } },
      include: withStaff,
    });
    await enqueueTx(tx, [eventFact('event.published.v1', published, now)]);
    return { event: published };
  });
}
