import { enqueueTx } from '@cityevents/messaging/outbox';
import type { Event, EventsTransaction } from '@cityevents/prisma/events';
import { eventFact } from '../event-lifecycle/event-facts.ts';
import { withStaff } from '../event-lifecycle/staffed-event.ts';

/** Tells of an event whose staff has changed, under its lock; of what was never published nothing is told. */
export async function tellStaffTx(tx: EventsTransaction, { id, publishedAt }: Event, now: Date): Promise<Event> {
  if (publishedAt === null) return tx.event.findUniqueOrThrow({ where: { id } });
  const event = await tx.event.update({ where: { id }, data: { sequence: { increment: 1 } }, include: withStaff });
  const type = event.state === 'CANCELLED' ? 'event.cancelled.v1' : 'event.updated.v1';
  await enqueueTx(tx, [eventFact(type, event, now)]);
  return event;
}
