import { randomUUID } from 'node:crypto';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { lockCapacityTx } from '../seats/lock.ts';
import type { SeatEngine } from '../seats/seat-engine.ts';
import type { SeatOutcome } from '../seats/seat-request.ts';

/** Events at a time: enough for the engine to share transactions, few enough to leave its queue to the others. */
const AT_ONCE = 20;

/** An event was held by somebody else for too long. Its code makes the consumer try again, however often it takes. */
class EventHeldError extends Error {
  override name = 'EventHeldError';
  /** PostgreSQL's for a lock that was not to be had in time. */
  readonly code = '55P03';
}

/**
 * Gives back every seat and place in line of somebody who has deleted their account, so that the next in line get them,
 * and makes what stays of their joins anonymous: what happened goes on counting.
 *
 * One event is one request to the engine. An event that is done with has nothing of the person any more, so this needs no
 * inbox: cut short it goes on where it stopped, and repeated it finds nothing to do.
 */
export async function forgetPerson(database: JoinsDatabase, engine: SeatEngine, userId: string): Promise<void> {
  await forgetWhoLetIn(database, userId);
  for (;;) {
    const joins = await database.join.findMany({
      where: { userId },
      select: { eventId: true },
      orderBy: { eventId: 'asc' },
      take: AT_ONCE,
    });
    if (joins.length === 0) return;
    // By chance and without a time in it: an id of version 7 would tell which joins were made anonymous together.
    const forget = ({ eventId }: { eventId: string }) =>
      engine.submit(eventId, { kind: 'forget', userId, anonymousId: randomUUID() });
    for (const outcome of await Promise.all(joins.map(forget))) assertDone(outcome);
  }
}

/** Takes the person's id from the joins of those they let in at the door, event by event. */
async function forgetWhoLetIn(database: JoinsDatabase, checkedInBy: string): Promise<void> {
  for (;;) {
    const next = await database.join.findFirst({ where: { checkedInBy }, select: { eventId: true } });
    if (!next) return;
    const { eventId } = next;
    await database.$transaction(async (tx) => {
      await lockCapacityTx(tx, eventId);
      await tx.join.updateMany({ where: { eventId, checkedInBy }, data: { checkedInBy: null } });
    });
  }
}

function assertDone(outcome: SeatOutcome): void {
  if (outcome.kind !== 'refused') return;
  const { code, message } = outcome.refusal;
  if (code === 'BUSY') throw new EventHeldError(message);
  throw new Error(`A deleted person's join could not be made anonymous: ${code}`);
}
