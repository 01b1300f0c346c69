import { type JoinsDatabase, Prisma } from '@cityevents/prisma/joins';
import { joinColumns } from '../seats/columns.ts';
import type { JoinRow, JoinStatus } from '../seats/seat-request.ts';
import { isCalled } from './search-names.ts';

/** Which attendees of an event are wanted. */
export type Wanted = {
  eventId: string;
  status: readonly JoinStatus[];
  /** Null: whatever they are called. */
  search: string | null;
};

/** A stretch of the list: where it lies by line_number, from which end, and how long it is at most. */
export type Stretch = { where: Prisma.Sql; orderBy: Prisma.Sql; take: number };

export const everyStatus: readonly JoinStatus[] = ['CONFIRMED', 'WAITLISTED', 'CANCELLED', 'CHECKED_IN'];

/**
 * A stretch of an event's attendees, in the order of their line numbers. Each status is read by its own index in that order, for no
 * more than the stretch can take, and the few that come of it are merged: the cost grows neither with the event nor with the
 * depth. Whoever stands otherwise meanwhile keeps their place in the list.
 *
 * @param columns more of `j` and of `named`, the person's row of people, where one is known
 */
export async function readAttendees<More extends object = object>(
  database: JoinsDatabase,
  { eventId, status, search }: Wanted,
  { where, orderBy, take }: Stretch,
  columns: Prisma.Sql = Prisma.empty,
): Promise<(JoinRow & More)[]> {
  const called = search === null ? Prisma.empty : await isCalled(database, search);
  return database.$queryRaw<(JoinRow & More)[]>`
    SELECT ${joinColumns}${columns}
    FROM unnest(${[...new Set(status)]}::text[]::join_status[]) AS wanted (status)
    CROSS JOIN LATERAL (
      SELECT j.* FROM joins AS j
      WHERE j.event_id = ${eventId}::uuid AND j.status = wanted.status AND ${where} ${called}
      ORDER BY ${orderBy}
      LIMIT ${take}
    ) AS j
    LEFT JOIN people AS named ON named.user_id = j.user_id
    ORDER BY ${orderBy}
    LIMIT ${take}`;
}
