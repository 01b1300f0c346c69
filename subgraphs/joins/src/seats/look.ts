import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { capacityColumns, joinColumns } from './columns.ts';
import type { CapacityRow, JoinRow, WantedJoins } from './seat-request.ts';

/** Events, and joins at them, as they were at one moment. */
export type Seen = { capacities: CapacityRow[]; joins: JoinRow[] };

/**
 * Reads events and some people's joins at them without a lock, in one statement and so of one moment. What is decided on it
 * was true at that moment, which came after everything that had been answered before the look began.
 */
export async function look(database: JoinsDatabase, wanted: WantedJoins[]): Promise<Seen> {
  const people = wanted.flatMap(({ eventId, userIds }) => userIds.map((userId) => ({ eventId, userId })));
  // Each event comes with every join of it; with nulls for one when there is none. Both have an eventId: the last counts.
  const rows = await database.$queryRaw<(CapacityRow & (JoinRow | { userId: null }))[]>`
    SELECT ${joinColumns}, ${capacityColumns}
    FROM event_capacity AS capacity
    LEFT JOIN (
      unnest(${people.map(({ eventId }) => eventId)}::uuid[], ${people.map(({ userId }) => userId)}::uuid[])
        AS wanted (event_id, user_id)
      JOIN joins AS j USING (event_id, user_id)
    ) ON j.event_id = capacity.event_id
    WHERE capacity.event_id = ANY(${wanted.map(({ eventId }) => eventId)}::uuid[])`;
  const capacities = new Map(rows.map((row) => [row.eventId, row]));
  return { capacities: [...capacities.values()], joins: rows.filter((row) => row.userId !== null) };
}
