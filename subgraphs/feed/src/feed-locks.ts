import type { FeedTransaction } from '@cityevents/prisma/feed';

// Every row lock of the feed, in the one order in which they are taken: events by id, then the clock. What writes facts
// locks the events it touches before anything else and waits for them; scoring takes those that are free.

/** Locks those of these events that are known, waiting for who has them. */
export async function lockEventsTx(tx: FeedTransaction, eventIds: string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM feed_events WHERE event_id = ANY(${eventIds}::uuid[]) ORDER BY event_id FOR NO KEY UPDATE`;
}

/** Locks the events that are due, the longest due first, but for those that somebody has. @returns their ids, `limit` at most */
export async function lockDueEventsTx(tx: FeedTransaction, at: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ event_id: string }[]>`
    SELECT event_id FROM feed_events WHERE due_at <= ${at.toISOString()}::timestamptz
    ORDER BY due_at LIMIT ${limit}::int FOR NO KEY UPDATE SKIP LOCKED`;
  return rows.map((row) => row.event_id);
}

/**
 * Moves the feed's clock on, and holds it until this transaction ends: who wants to write versions meanwhile waits, and no
 * reader can know the moment before all of its versions are committed.
 *
 * @returns the moment from which on the transaction's versions are valid: `at`, or later where the clock is there already.
 */
export async function moveClockTx(tx: FeedTransaction, at: Date): Promise<Date> {
  const [row] = await tx.$queryRaw<{ at: Date }[]>`
    UPDATE feed_clock SET at = greatest(at + interval '1 millisecond', ${at.toISOString()}::timestamptz) RETURNING at`;
  return row!.at;
}
