import { setTimeout as delay } from 'node:timers/promises';
import type { EventsDatabase } from '@cityevents/prisma/events';
import type { Logger } from '@cityevents/service/logger';
import { recordTx } from '../audit-log/record.ts';
import { lockDueDraftTx } from '../event-lifecycle/event-locks.ts';
import { decidePublish } from '../event-lifecycle/lifecycle.ts';
import { publishTx } from '../event-lifecycle/publish-event.ts';
import { inTransaction } from '../transaction.ts';

/** How often to look for what is due. */
const EVERY_MS = 1_000;
/** How many are looked up at a time. */
const AT_ONCE = 100;

/** What became of a draft; null: somebody else has it, or did it. */
type Due = 'published' | 'refused' | null;

/**
 * Publishes a draft whose moment has come, if the rules let its publisher do so by now; else it stays a draft, with the
 * reason. Of several processes that try, one does: it takes the row's lock, and the others pass it by.
 */
export async function publishDue(database: EventsDatabase, eventId: string, now: Date): Promise<Due> {
  return inTransaction<Due>(database, async (tx) => {
    const draft = await lockDueDraftTx(tx, eventId, now);
    if (draft?.publishBy == null) return null;
    const userId = draft.publishBy;
    const person = await tx.person.findUnique({ where: { userId } });
    const { event, refusal } = decidePublish(draft, { userId, emailVerified: person?.emailVerified ?? false }, now);
    if (event) {
      await publishTx(tx, event, userId, now);
      return 'published';
    }
    await tx.event.update({ where: { id: eventId }, data: { publishRefusal: refusal } });
    const changes = [{ field: 'publishRefusal', before: null, after: refusal }];
    await recordTx(tx, [{ eventId, at: now, actorId: userId, action: 'PUBLISHING_FAILED', changes }]);
    return 'refused';
  });
}

/** Publishes all that is due at that moment, the longest due first. One that fails keeps no other one back. */
export async function publishAllDue(database: EventsDatabase, logger: Logger, now: Date): Promise<void> {
  for (let after: { publishAt: Date; id: string } | undefined; ; ) {
    const due = await database.event.findMany({
      where: {
        // As the index has them.
        publishAt: { not: null, lte: now, ...(after && { gte: after.publishAt }) },
        publishRefusal: null,
        ...(after && { OR: [{ publishAt: { gt: after.publishAt } }, { id: { gt: after.id } }] }),
      },
      select: { id: true, publishAt: true },
      orderBy: [{ publishAt: 'asc' }, { id: 'asc' }],
      take: AT_ONCE,
    });
    for (const { id } of due) {
      await publishDue(database, id, now).catch((error: unknown) => {
        logger.warn({ err: error, eventId: id }, 'a scheduled event could not be published; trying again');
      });
    }
    const last = due.at(-1);
    if (!last?.publishAt || due.length < AT_ONCE) return;
    after = { publishAt: last.publishAt, id: last.id };
  }
}

/**
 * Publishes what is due from now on, what fell due while nobody ran first of all. Several processes may.
 *
 * @returns stops it, once its transaction under way has ended.
 */
export function startPublishing(database: EventsDatabase, logger: Logger): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      await publishAllDue(database, logger, new Date()).catch((error: unknown) => {
        logger.warn({ err: error }, 'what is to be published could not be read; trying again');
      });
      await delay(EVERY_MS, undefined, { signal }).catch(() => {});
    }
  })();
  return () => {
    stopping.abort();
    return running;
  };
}
