import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { capacityColumns, joinColumns } from './columns.ts';
import type { CapacityRow, JoinRow } from './seat-request.ts';

/** An event and the joins of some people as they were at one moment. */
export type Look = { capacity: CapacityRow; joins: JoinRow[] };

/**
 * Reads an event and these people's joins without a lock, in one statement and so of one moment. What is decided on it
 * was true at that moment, which came after everything that had been answered before the look began. Null when the event
 * is not known here.
 */
export async function look(database: JoinsDatabase, eventId: string, userIds: string[]): Promise<Look | null> {
  // A row for each join; one with nulls for them when there is none.
  const rows = await database.$queryRaw<(CapacityRow & (JoinRow | { [Column in keyof JoinRow]: null }))[]>`
    SELECT ${capacityColumns}, ${joinColumns}
    FROM event_capacity AS capacity
    LEFT JOIN joins AS j ON j.event_id = capacity.event_id AND j.user_id = ANY(${userIds}::uuid[])
    WHERE capacity.event_id = ${eventId}::uuid`;
  const [capacity] = rows;
  return capacity ? { capacity, joins: rows.filter((row) => row.userId !== null) } : null;
}
