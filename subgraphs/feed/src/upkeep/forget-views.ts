import type { FeedDatabase } from '@cityevents/prisma/feed';

/** Scores look back one day at views; the rest is for whoever asks why a score was what it was. */
const KEPT_DAYS = 8;
/** How many views one statement deletes at most; short, so that it holds up nobody. */
const BATCH = 5_000;

/**
 * Deletes the views that have long stopped counting.
 *
 * Several processes may do this at once: each leaves what another is deleting.
 *
 * @returns how many.
 */
export async function forgetViews(database: FeedDatabase, at: Date, signal?: AbortSignal): Promise<number> {
  const before = new Date(at.getTime() - KEPT_DAYS * 86_400_000).toISOString();
  let forgotten = 0;
  while (!signal?.aborted) {
    const deleted = await database.$executeRaw`
      DELETE FROM feed_views WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM feed_views WHERE viewed_at < ${before}::timestamptz
        ORDER BY viewed_at LIMIT ${BATCH}::int FOR UPDATE SKIP LOCKED
      ))`;
    forgotten += deleted;
    if (deleted < BATCH) break;
  }
  return forgotten;
}
