import type { FeedDatabase } from '@cityevents/prisma/feed';

/** Scores look back one day at views; the rest is for whoever asks why a score was what it was. */
const KEPT_DAYS = 8;
/** How many there were is kept longer, for an event's organizer: a year, which they see, and some. */
const COUNTS_KEPT_DAYS = 400;
/** How many views one statement deletes at most; short, so that it holds up nobody. */
const BATCH = 5_000;

/**
 * Deletes the views that have long stopped counting, and keeps how many there were of each event in each hour.
 *
 * Several processes may do this at once: each leaves what another is deleting.
 *
 * @returns how many.
 */
export async function forgetViews(database: FeedDatabase, at: Date, signal?: AbortSignal): Promise<number> {
  const before = new Date(at.getTime() - KEPT_DAYS * 86_400_000).toISOString();
  let forgotten = 0;
  while (!signal?.aborted) {
    // In the order of the key, so that two who add to the same hours wait for each other and never deadlock.
    const [row] = await database.$queryRaw<[{ deleted: number }]>`
      WITH gone AS (
        DELETE FROM feed_views WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM feed_views WHERE viewed_at < ${before}::timestamptz
          ORDER BY viewed_at LIMIT ${BATCH}::int FOR UPDATE SKIP LOCKED
        ))
        RETURNING event_id, hour
      ), kept AS (
        INSERT INTO feed_view_hours AS known (event_id, hour, views)
        SELECT event_id, hour, count(*) FROM gone GROUP BY event_id, hour ORDER BY event_id, hour
        ON CONFLICT (event_id, hour) DO UPDATE SET views = known.views + excluded.views
      )
      SELECT count(*)::int AS deleted FROM gone`;
    forgotten += row.deleted;
    if (row.deleted < BATCH) break;
  }
  return forgotten;
}

/** Deletes counts that nobody is shown any more. */
export async function forgetViewCounts(database: FeedDatabase, at: Date, signal?: AbortSignal): Promise<void> {
  const before = new Date(at.getTime() - COUNTS_KEPT_DAYS * 86_400_000).toISOString();
  for (let deleted = BATCH; deleted === BATCH && !signal?.aborted; ) {
    deleted = await database.$executeRaw`
      DELETE FROM feed_view_hours WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM feed_view_hours WHERE hour < ${before}::timestamptz
        ORDER BY hour LIMIT ${BATCH}::int FOR UPDATE SKIP LOCKED
      ))`;
  }
}
