import { setTimeout as delay } from 'node:timers/promises';
import type { FeedDatabase, FeedTransaction } from '@cityevents/prisma/feed';
import type { Logger } from '@cityevents/service/logger';
import { lockDueEventsTx, moveClockTx } from '../feed-locks.ts';
import { countScoresTx } from './score.ts';
import { writeVersionsTx } from './versions.ts';

/** How often to look for what is due. */
const EVERY_MS = 250;
/** How many events one transaction locks at most; short, so that whoever tells of one hardly waits. */
const CHUNK = 500;
/** The clock is moved on this often even when nothing happens: readers count twenty minutes from it. */
const CLOCK_AT_LEAST_EVERY = '1 minute';

/** Scores events, which the transaction has locked, and makes readers see it. */
export async function rescoreTx(tx: FeedTransaction, eventIds: string[], at: Date): Promise<void> {
  await countScoresTx(tx, eventIds, at);
  await writeVersionsTx(tx, eventIds, { at, moment: await moveClockTx(tx, at) });
}

/**
 * Scores the events that are due, as many as one transaction takes. Several processes may do so at once: each takes others.
 * An event that is touched while it is scored is due again.
 *
 * @returns how many; `limit` means that there may be more.
 */
export async function rescoreDue(database: FeedDatabase, at: Date, limit = CHUNK): Promise<number> {
  return database.$transaction(async (tx) => {
    const eventIds = await lockDueEventsTx(tx, at, limit);
    if (eventIds.length > 0) await rescoreTx(tx, eventIds, at);
    return eventIds.length;
  });
}

/** Moves the clock on if it has stood still for long. */
export async function keepClock(database: FeedDatabase, at: Date): Promise<void> {
  const now = at.toISOString();
  await database.$executeRaw`
    UPDATE feed_clock SET at = ${now}::timestamptz
    WHERE at < ${now}::timestamptz - ${CLOCK_AT_LEAST_EVERY}::interval`;
}

/** Scores what is due from now on. @returns stops it, once its transaction under way has ended. */
export function startRescoring(database: FeedDatabase, logger: Logger): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      try {
        await keepClock(database, new Date());
        if ((await rescoreDue(database, new Date())) === CHUNK) continue;
      } catch (error) {
        logger.warn({ err: error }, 'rescoring failed; trying again');
      }
      await delay(EVERY_MS, undefined, { signal }).catch(() => {});
    }
  })();
  return () => {
    stopping.abort();
    return running;
  };
}
