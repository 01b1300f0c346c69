import type { EventsTransaction } from '@cityevents/prisma/events';
import type { CheckedRow } from './check-rows.ts';

/** Remembers which revisions have come, where they are newer than those that came before. */
export async function keepSequencesTx(tx: EventsTransaction, organizerId: string, rows: CheckedRow[]): Promise<void> {
  const counted = rows.flatMap((row) => (row.problems || row.sequence === null ? [] : [row]));
  if (counted.length === 0) return;
  await tx.$executeRaw`
    UPDATE events SET external_sequence = came.sequence
    FROM unnest(
      ${counted.map(({ externalId }) => externalId)}::text[], ${counted.map(({ sequence }) => sequence)}::int[]
    ) AS came (external_id, sequence)
    WHERE organizer_id = ${organizerId}::uuid AND events.external_id = came.external_id
      AND (external_sequence IS NULL OR external_sequence < came.sequence)`;
}
