import { type JoinsTransaction, Prisma } from '@cityevents/prisma/joins';
import { capacityColumns, joinColumns } from './columns.ts';
import type { CapacityRow, JoinRow } from './seat-request.ts';

/**
 * Every lock of join_db is taken in this file, in this order:
 *
 *   1. the event's row of event_capacity, the parent;
 *   2. rows of joins, the children, sorted by user_id.
 *
 * Whoever moves a seat holds the parent first, so they come one after another and can't overbook; the children come in
 * one fixed order, so no two transactions wait for each other in a circle.
 *
 * The isolation level must be READ COMMITTED, which is every connection's default here: the second statement has to see
 * what was committed while we waited for the first lock. Under REPEATABLE READ the snapshot predates the wait, and the
 * race overbooks.
 *
 * Nobody waits longer than the connection's lock_timeout, two seconds: then the answer is BUSY.
 */

/** Locks the event's capacity row. Null when the event is not known here. */
export async function lockCapacityTx(tx: JoinsTransaction, eventId: string): Promise<CapacityRow | null> {
  // Materialized, so that the clock is read after the wait for the lock and not before it.
  const rows = await tx.$queryRaw<CapacityRow[]>`
    WITH capacity AS MATERIALIZED (
      SELECT * FROM event_capacity WHERE event_id = ${eventId}::uuid FOR UPDATE
    )
    SELECT ${capacityColumns} FROM capacity`;
  return rows[0] ?? null;
}

/** Locks the joins of these people and of the first `fromLine` who wait. The capacity row must be held already. */
export async function lockJoinsTx(
  tx: JoinsTransaction,
  eventId: string,
  userIds: string[],
  fromLine: number,
): Promise<JoinRow[]> {
  const inLine =
    fromLine === 0
      ? Prisma.empty
      : Prisma.sql`OR user_id IN (
          SELECT user_id FROM joins WHERE event_id = ${eventId}::uuid AND status = 'WAITLISTED'
          ORDER BY line_number LIMIT ${fromLine})`;
  return tx.$queryRaw<JoinRow[]>`
    SELECT ${joinColumns}
    FROM joins AS j
    WHERE j.event_id = ${eventId}::uuid AND (j.user_id = ANY(${userIds}::uuid[]) ${inLine})
    ORDER BY j.user_id
    FOR UPDATE`;
}
