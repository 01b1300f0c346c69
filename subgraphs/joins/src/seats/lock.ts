import { type JoinsTransaction, Prisma } from '@cityevents/prisma/joins';
import { capacityColumns, joinColumns } from './columns.ts';
import type { CapacityRow, JoinRow, WantedJoins } from './seat-request.ts';

/**
 * What a decision rests on is locked in this file, in this order:
 *
 *   1. rows of event_capacity, the parents;
 *   2. rows of joins, the children, sorted by event_id and user_id.
 *
 * Whoever moves a seat holds the event's parent first, so they come one after another and can't overbook; the children
 * come in one fixed order, so no two transactions wait for each other in a circle. A parent is only waited for by itself:
 * who waits for one holds no other, and an event that somebody else holds on to delays nobody's but its own. What is
 * written afterwards (joins, waitlist_blocks, event_capacity) belongs to events whose parent is held.
 *
 * The isolation level must be READ COMMITTED, which is every connection's default here: the second statement has to see
 * what was committed while we waited for the first lock. Under REPEATABLE READ the snapshot predates the wait, and the
 * race overbooks.
 *
 * A wait ends with the connection's lock_timeout, two seconds: then the answer is BUSY.
 */

/** Which of some events are locked now; `held` ones exist, and somebody else has them. The others aren't known here. */
export type LockedCapacities = { locked: CapacityRow[]; held: string[] };

/** Locks the capacity row of an event, waiting for it. */
export async function lockCapacityTx(tx: JoinsTransaction, eventId: string): Promise<LockedCapacities> {
  // Materialized, so that the clock is read after the wait for the lock and not before it.
  const locked = await tx.$queryRaw<CapacityRow[]>`
    WITH capacity AS MATERIALIZED (
      SELECT * FROM event_capacity WHERE event_id = ${eventId}::uuid FOR UPDATE
    )
    SELECT ${capacityColumns} FROM capacity`;
  return { locked, held: [] };
}

/** Locks those of the events' capacity rows that are free, waiting for none. */
export async function lockFreeCapacitiesTx(tx: JoinsTransaction, eventIds: string[]): Promise<LockedCapacities> {
  const rows = await tx.$queryRaw<(CapacityRow & { knownId: string; isLocked: boolean })[]>`
    WITH capacity AS MATERIALIZED (
      SELECT * FROM event_capacity WHERE event_id = ANY(${eventIds}::uuid[]) FOR UPDATE SKIP LOCKED
    )
    SELECT ${capacityColumns}, known.event_id AS "knownId", capacity.event_id IS NOT NULL AS "isLocked"
    FROM event_capacity AS known LEFT JOIN capacity ON capacity.event_id = known.event_id
    WHERE known.event_id = ANY(${eventIds}::uuid[])`;
  return {
    locked: rows.filter(({ isLocked }) => isLocked),
    held: rows.filter(({ isLocked }) => !isLocked).map(({ knownId }) => knownId),
  };
}

/** Locks the joins that are wanted of each event. The events' capacity rows must be held already. */
export async function lockJoinsTx(tx: JoinsTransaction, wanted: WantedJoins[]): Promise<JoinRow[]> {
  const people = wanted.flatMap(({ eventId, userIds }) => userIds.map((userId) => ({ eventId, userId })));
  const lines = wanted.filter(({ fromLine }) => fromLine > 0);
  if (people.length === 0 && lines.length === 0) return [];
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
