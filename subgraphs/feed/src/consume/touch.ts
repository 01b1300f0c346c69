import type { FeedTransaction } from '@cityevents/prisma/feed';
import { AT_MOST_EVERY_SECONDS } from '../scoring/when-due.ts';

/**
 * Says that the scores of these events may have moved: they are due at once, or as soon as a popular one may be scored again.
 * Those that are due already stay as they are, so that a thousand joins of an event write this once.
 */
export async function touchTx(tx: FeedTransaction, eventIds: string[], at: Date): Promise<void> {
  const soonest = at.toISOString();
  await tx.$executeRaw`
    UPDATE feed_events
    SET due_at = greatest(${soonest}::timestamptz, scored_at + make_interval(secs => ${AT_MOST_EVERY_SECONDS}::float8))
    WHERE event_id = ANY(${eventIds}::uuid[])
      AND due_at > greatest(${soonest}::timestamptz, scored_at + make_interval(secs => ${AT_MOST_EVERY_SECONDS}::float8))`;
}
