import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { BLOCK_SIZE, blockOf } from '../seats/waitlist-block.ts';
import type { StoredJoin } from './joins.ts';

/**
 * Where these WAITLISTED joins stand in their lines, 1 being next, in the order asked: all who wait in the blocks before
 * theirs, and those in their own block up to them. Exact for whoever still waits, being one statement; and its cost hardly
 * grows with the line.
 */
export async function waitlistPositions(
  database: JoinsDatabase,
  joins: readonly Pick<StoredJoin, 'eventId' | 'lineNumber'>[],
): Promise<number[]> {
  const blocks = joins.map(({ lineNumber }) => blockOf(lineNumber));
  const rows = await database.$queryRaw<{ position: number }[]>`
    SELECT (
      SELECT coalesce(sum(b.waiting), 0)::int FROM waitlist_blocks b
      WHERE b.event_id = asked.event_id AND b.block < asked.block
    ) + (
      SELECT count(*)::int FROM joins j
      WHERE j.event_id = asked.event_id AND j.status = 'WAITLISTED'
        AND j.line_number BETWEEN asked.first_number AND asked.line_number
    ) AS position
    FROM unnest(
      ${joins.map(({ eventId }) => eventId)}::uuid[], ${joins.map(({ lineNumber }) => String(lineNumber))}::bigint[],
      ${blocks.map(String)}::bigint[], ${blocks.map((block) => String(block * BLOCK_SIZE))}::bigint[]
    ) WITH ORDINALITY AS asked (event_id, line_number, block, first_number, place)
    ORDER BY asked.place`;
  return rows.map(({ position }) => position);
}
