import { enqueueTx } from '@cityevents/messaging/outbox';
import type { Event, EventsDatabase, EventsTransaction } from '@cityevents/prisma/events';
import { recordTx } from '../audit-log/record.ts';
import { inTransaction } from '../transaction.ts';
import { eventFact } from './event-facts.ts';
import { lockEventTx } from './event-locks.ts';
import { decidePublish, type Publisher, type PublishRefusal } from './lifecycle.ts';
import { type Outcome, refuse } from './outcome.ts';
import { withStaff } from './staffed-event.ts';

/**
 * Makes a draft public and tells of it, with the capacity and the waitlist limit it opens with. One that is public
 * already comes back as it is.
 */
export async function publishEvent(
  database: EventsDatabase,
  publisher: Publisher,
  eventId: string,
): Promise<Outcome<PublishRefusal>> {
  return inTransaction<Outcome<PublishRefusal>>(database, async (tx) => {
    const locked = await lockEventTx(tx, eventId);
    const now = new Date();
    const { verdict, event, refusal } = decidePublish(locked, publisher, now);
    if (refusal) return refuse(refusal);
    return { event: verdict === 'nothing' ? event : await publishTx(tx, event, publisher.userId, now) };
  });
}

/** Publishes a draft whose lock is held, as was decided. */
export async function publishTx(tx: EventsTransaction, draft: Event, publisherId: string, now: Date): Promise<Event> {
  const published = await tx.event.update({
    where: { id: draft.id },
    data: {
      state: 'PUBLISHED',
      publishedAt: now,
      publishAt: null,
      publishBy: null,
      publishRefusal: null,
      sequence: { increment: 1 },
    },
    include: withStaff,
  });
  await enqueueTx(tx, [eventFact('event.published.v1', published, now)]);
  await recordTx(tx, [{ eventId: draft.id, at: now, actorId: publisherId, action: 'PUBLISHED' }]);
  return published;
}
