import { setTimeout as delay } from 'node:timers/promises';
import type { FeedDatabase, FeedTransaction } from '@cityevents/prisma/feed';
import type { Logger } from '@cityevents/service/logger';
import { forgetViews } from '../views/forget-views.ts';
import { rescoreTx } from './score.ts';

const EVERY_MS = 60_000;
/** How many events one transaction locks at most; short, so that a cancellation or a rescoring hardly waits. */
const CHUNK = 1_000;
/** Any number that nothing else in this database locks by. */
const ADVISORY_LOCK = 20_260;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Rescores every event that time alone moves: windows slide, starts come nearer, ends pass. Done a chunk a transaction,
 * in the order of ids.
 *
 * @returns whether it came to the end. Of several processes that sweep at once one goes on, the others leave it to it.
 */
export async function sweep(database: FeedDatabase, at: Date, signal?: AbortSignal): Promise<boolean> {
  for (let last: string | undefined = BEFORE_ALL; last !== undefined; ) {
    if (signal?.aborted) return false;
    const after: string = last;
    const outcome = await database.$transaction(async (tx) => {
      if (!(await lockTx(tx))) return 'busy';
      const eventIds = await nextEventsTx(tx, after, at);
      if (eventIds.length > 0) await rescoreTx(tx, eventIds, at);
      return eventIds;
    });
    if (outcome === 'busy') return false;
    last = outcome.at(-1);
  }
  return true;
}

async function lockTx(tx: FeedTransaction): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${ADVISORY_LOCK}::bigint) AS locked`;
  return row?.locked === true;
}

async function nextEventsTx(tx: FeedTransaction, after: string, at: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ event_id: string }[]>`
    SELECT event_id FROM feed_events
    WHERE event_id > ${after}::uuid
      -- The others are out of the feed, and score 0 already.
      AND ((state = 'PUBLISHED' AND ends_at > ${at.toISOString()}::timestamptz) OR trend_score <> 0)
    ORDER BY event_id
    LIMIT ${CHUNK}::int`;
  return rows.map((row) => row.event_id);
}

/** Sweeps now and then every minute, and forgets old views. @returns stops it, once its transaction under way has ended. */
export function startSweeping(database: FeedDatabase, logger: Logger): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      try {
        await sweep(database, new Date(), signal);
        await forgetViews(database, new Date(), signal);
      } catch (error) {
        logger.warn({ err: error }, 'a sweep failed');
      }
      await delay(EVERY_MS, undefined, { signal }).catch(() => {});
    }
  })();
  return () => {
    stopping.abort();
    return running;
  };
}
