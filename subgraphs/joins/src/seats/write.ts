import { enqueueTx } from '@cityevents/messaging/outbox';
import type { JoinsTransaction } from '@cityevents/prisma/joins';
import type { Ledger } from './ledger.ts';

/** Writes what a batch changed: one statement each for joins, the counters of the line, event_capacity and outbox. */
export async function writeTx(tx: JoinsTransaction, ledger: Ledger): Promise<void> {
  if (ledger.facts.length === 0) return;
  await writeJoinsTx(tx, ledger);
  await writeLineTx(tx, ledger);
  const { eventId, capacity, taken, waitlisted, waitlistLimit, sequence } = ledger.capacity;
  await tx.$executeRaw`
    UPDATE event_capacity
    SET capacity = ${capacity}::int, taken = ${taken}, waitlisted = ${waitlisted}, waitlist_limit = ${waitlistLimit}::int,
        sequence = ${sequence}
    WHERE event_id = ${eventId}::uuid`;
  await enqueueTx(tx, ledger.facts);
}

async function writeJoinsTx(tx: JoinsTransaction, { capacity, changed }: Ledger): Promise<void> {
  const joins = [...changed.values()];
  if (joins.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
    SELECT j.id, ${capacity.eventId}::uuid, j.user_id, j.status::join_status, j.line_number, j.created_at,
           ${capacity.now}::timestamptz
    FROM unnest(
      ${joins.map((j) => j.id)}::uuid[], ${joins.map((j) => j.userId)}::uuid[], ${joins.map((j) => j.status)}::text[],
      ${joins.map((j) => String(j.lineNumber))}::bigint[], ${joins.map((j) => j.createdAt.toISOString())}::timestamptz[]
    ) AS j (id, user_id, status, line_number, created_at)
    ON CONFLICT (event_id, user_id) DO UPDATE SET
      status = EXCLUDED.status, line_number = EXCLUDED.line_number,
      created_at = EXCLUDED.created_at, updated_at = EXCLUDED.updated_at`;
}

async function writeLineTx(tx: JoinsTransaction, { capacity, lineChanges }: Ledger): Promise<void> {
  const changes = [...lineChanges].filter(([, change]) => change !== 0);
  if (changes.length === 0) return;
  await tx.$executeRaw`
    MERGE INTO waitlist_blocks AS known
    USING unnest(
      ${changes.map(([block]) => String(block))}::bigint[], ${changes.map(([, change]) => change)}::int[]
    ) AS c (block, change)
    ON known.event_id = ${capacity.eventId}::uuid AND known.block = c.block
    WHEN MATCHED THEN UPDATE SET waiting = known.waiting + c.change
    WHEN NOT MATCHED THEN INSERT (event_id, block, waiting) VALUES (${capacity.eventId}::uuid, c.block, c.change)`;
}
