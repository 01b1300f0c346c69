import { enqueueTx } from '@cityevents/messaging/outbox';
import type { Event, EventsDatabase, EventsTransaction } from '@cityevents/prisma/events';
import { requiredParagraphs } from '@cityevents/service/text-input';
import { recordTx } from '../audit-log/record.ts';
import { eventFact } from '../event-lifecycle/event-facts.ts';
import { lockEventTx } from '../event-lifecycle/event-locks.ts';
import { type Outcome, refuse, refuseInput } from '../event-lifecycle/outcome.ts';
import { withStaff } from '../event-lifecycle/staffed-event.ts';
import { inTransaction } from '../transaction.ts';

type HideOutcome = Outcome<'EVENT_NOT_FOUND' | 'INVALID_INPUT'>;

const reasonField = requiredParagraphs('reason', 1_000);

/**
 * Takes a public event out of everybody's sight but its organizer's, who is told why: nobody finds it, sees it or joins it
 * until it is shown again. What people have of it already stays theirs. Whoever calls this has the right to.
 */
export async function hideEvent(
  database: EventsDatabase,
  adminId: string,
  eventId: string,
  reason: string,
): Promise<HideOutcome> {
  const read = reasonField.safeParse(reason);
  return inTransaction<HideOutcome>(database, async (tx) => {
    const event = await lockPublicTx(tx, eventId);
    if (!event) return refuse('EVENT_NOT_FOUND');
    if (read.error) return refuseInput(read.error.issues.map(({ message }) => ({ message, field: ['reason'] })));
    if (event.hiddenReason === read.data) return { event };
    const now = new Date();
    return {
      event: await setHiddenTx(tx, event, { hiddenAt: event.hiddenAt ?? now, hiddenReason: read.data }, adminId, now),
    };
  });
}

/** Shows a hidden event again, as it is by now. One that isn't hidden comes back as it is. */
export async function unhideEvent(database: EventsDatabase, adminId: string, eventId: string): Promise<HideOutcome> {
  return inTransaction<HideOutcome>(database, async (tx) => {
    const event = await lockPublicTx(tx, eventId);
    if (!event) return refuse('EVENT_NOT_FOUND');
    if (event.hiddenAt === null) return { event };
    return { event: await setHiddenTx(tx, event, { hiddenAt: null, hiddenReason: null }, adminId, new Date()) };
  });
}

/** Drafts are nobody's business. */
async function lockPublicTx(tx: EventsTransaction, eventId: string): Promise<Event | null> {
  const event = await lockEventTx(tx, eventId);
  return event?.publishedAt ? event : null;
}

async function setHiddenTx(
  tx: EventsTransaction,
  event: Event,
  hidden: Pick<Event, 'hiddenAt' | 'hiddenReason'>,
  adminId: string,
  now: Date,
): Promise<Event> {
  const changed = await tx.event.update({
    where: { id: event.id },
    data: { ...hidden, sequence: { increment: 1 } },
    include: withStaff,
  });
  await enqueueTx(tx, [
    eventFact(event.state === 'CANCELLED' ? 'event.cancelled.v1' : 'event.updated.v1', changed, now),
  ]);
  const action = hidden.hiddenAt ? 'HIDDEN' : 'UNHIDDEN';
  const changes = [{ field: 'hiddenReason', before: event.hiddenReason, after: hidden.hiddenReason }];
  await recordTx(tx, [{ eventId: event.id, at: now, actorId: adminId, action, changes }]);
  return changed;
}
