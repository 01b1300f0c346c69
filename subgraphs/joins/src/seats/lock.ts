import { type JoinsTransaction, Prisma } from '@cityevents/prisma/joins';
import { capacityColumns, joinColumns } from './columns.ts';
import type { CapacityRow, JoinRow, WantedJoins } from './seat-request.ts';

/**
 * Every lock of join_db is taken in this file, in this order:
 *
 *   1. rows of event_capacity, the parents;
 *   2. rows of joins, the children, sorted by event_id and user_id.
 *
 * Whoever moves a seat holds the event's parent first, so they come one after another and can't overbook; the children
 * come in one fixed order, so no two transactions wait for each other in a circle. Of several parents none is waited
 * for: who waits for one holds no other, and an event that somebody else holds on to delays nobody's but its own.
 *
 * The isolation level must be READ COMMITTED, which is every connection's default here: the second statement has to see
 * what was committed while we waited for the first lock. Under REPEATABLE READ the snapshot predates the wait, and the
 * race overbooks.
 *
 * Nobody waits longer than the connection's lock_timeout, two seconds: then the answer is BUSY.
 */

/**
 * Locks the events' capacity rows: one is waited for, of several those that are free are taken. What is not in the result
 * is not known here, or, among several, held by somebody else.
 */
export async function lockCapacitiesTx(tx: JoinsTransaction, eventIds: string[]): Promise<CapacityRow[]> {
  const waiting = eventIds.length > 1 ? Prisma.sql`SKIP LOCKED` : Prisma.empty;
  // Materialized, so that the clock is read after the wait for the lock and not before it.
  return tx.$queryRaw<CapacityRow[]>`
    WITH capacity AS MATERIALIZED (
      SELECT * FROM event_capacity WHERE event_id = ANY(${eventIds}::uuid[]) FOR UPDATE ${waiting}
    )
    SELECT ${capacityColumns} FROM capacity`;
}

/** Locks the joins that are wanted of each event. The events' capacity rows must be held already. */
export async function lockJoinsTx(tx: JoinsTransaction, wanted: WantedJoins[]): Promise<JoinRow[]> {
  const people = wanted.flatMap(({ eventId, userIds }) => userIds.map((userId) => ({ eventId, userId })));
  const lines = wanted.filter(({ fromLine }) => fromLine > 0);
  const inLine =
    lines.length === 0
      ? Prisma.empty
      : Prisma.sql`
        UNION
        SELECT line.event_id, head.user_id
        FROM unnest(${lines.map(({ eventId }) => eventId)}::uuid[], ${lines.map(({ fromLine }) => fromLine)}::int[])
          AS line (event_id, length)
        CROSS JOIN LATERAL (
          SELECT user_id FROM joins WHERE event_id = line.event_id AND status = 'WAITLISTED'
          ORDER BY line_number LIMIT line.length
        ) AS head`;
  return tx.$queryRaw<JoinRow[]>`
    WITH wanted AS (
      SELECT * FROM unnest(${people.map(({ eventId }) => eventId)}::uuid[], ${people.map(({ userId }) => userId)}::uuid[])
        AS person (event_id, user_id)
      ${inLine}
    )
    SELECT ${joinColumns}
    FROM joins AS j JOIN wanted USING (event_id, user_id)
    ORDER BY j.event_id, j.user_id
    FOR UPDATE OF j`;
}
