import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { StoredJoin } from './joins.ts';

/** Where these WAITLISTED joins stand in their lines, 1 being next, in the order asked. */
export async function waitlistPositions(database: JoinsDatabase, joins: readonly StoredJoin[]): Promise<number[]> {
  const rows = await database.$queryRaw<{ position: number }[]>`
    SELECT (
      SELECT count(*)::int FROM joins j
      WHERE j.event_id = asked.event_id AND j.status = 'WAITLISTED' AND j.line_number <= asked.line_number
    ) AS position
    FROM unnest(${joins.map((join) => join.eventId)}::uuid[], ${joins.map((join) => String(join.lineNumber))}::bigint[])
      WITH ORDINALITY AS asked (event_id, line_number, place)
    ORDER BY asked.place`;
  return rows.map((row) => row.position);
}
