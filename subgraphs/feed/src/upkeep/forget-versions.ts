import { type FeedDatabase, Prisma } from '@cityevents/prisma/feed';
import { KEPT_MINUTES } from '../reading/as-of.ts';

/** How many rows one statement deletes at most; short, so that it holds up nobody. */
const BATCH = 5_000;

/** What is kept for readers, and the column that says since when nobody reads it. */
const kept = [
  { table: 'feed_scores', column: 'valid_until' },
  { table: 'feed_listings', column: 'valid_until' },
  { table: 'feed_readers', column: 'as_of' },
];

/**
 * Deletes what was kept for readers who began so long ago that they can't read on. Several processes may do this at once:
 * each leaves what another is deleting.
 */
export async function forgetVersions(database: FeedDatabase, at: Date, signal?: AbortSignal): Promise<void> {
  const before = new Date(at.getTime() - KEPT_MINUTES * 60_000).toISOString();
  for (const { table, column } of kept) {
    const [from, since] = [Prisma.raw(table), Prisma.raw(column)];
    // That a version is over is said for the planner: the index of old ones has no others.
    for (let deleted = BATCH; deleted === BATCH && !signal?.aborted; ) {
      deleted = await database.$executeRaw`
        DELETE FROM ${from} WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM ${from} WHERE ${since} < ${before}::timestamptz AND ${since} < 'infinity'
          ORDER BY ${since} LIMIT ${BATCH}::int FOR UPDATE SKIP LOCKED
        ))`;
    }
  }
}
