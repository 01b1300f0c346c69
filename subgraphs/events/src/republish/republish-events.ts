import { enqueueTx } from '@cityevents/messaging/outbox';
import { NOTHING_YET, type Republished } from '@cityevents/messaging/republish';
import type { EventsDatabase } from '@cityevents/prisma/events';
import { eventFact } from '../event-lifecycle/event-facts.ts';
import { lockNextPublishedTx } from '../event-lifecycle/event-locks.ts';
import { inTransaction } from '../transaction.ts';

const EVENTS_A_BATCH = 100;

/**
 * Tells the others anew of the next events after this one that were ever published, each as it is, under their locks and
 * with their next sequence. Undefined when there is none left.
 */
export async function republishEvents(
  database: EventsDatabase,
  after: string = NOTHING_YET,
): Promise<Republished | undefined> {
  return inTransaction(database, async (tx) => {
    const events = await lockNextPublishedTx(tx, after, EVENTS_A_BATCH);
    const last = events.at(-1);
    if (!last) return undefined;
    const ids = events.map(({ id }) => id);
    await tx.event.updateMany({ where: { id: { in: ids } }, data: { sequence: { increment: 1 } } });
    const now = new Date();
    await enqueueTx(
      tx,
      events.map((event) => {
        const type = event.state === 'CANCELLED' ? 'event.cancelled.v1' : 'event.updated.v1';
        return eventFact(type, { ...event, sequence: event.sequence + 1n }, now);
      }),
    );
    return { messages: events.length, after: last.id };
  });
}
