import { enqueueTx } from '@cityevents/messaging/outbox';
import type { JoinsTransaction } from '@cityevents/prisma/joins';
import type { Ledger } from './ledger.ts';

/** Writes what a batch changed: one statement each for the ids of joins, for joins, the counters of lines, event_capacity and outbox. */
export async function writeTx(tx: JoinsTransaction, ledgers: Ledger[]): Promise<void> {
  const changed = ledgers.filter((ledger) => ledger.isChanged());
  if (changed.length === 0) return;
  await anonymizeTx(tx, changed);
  await writeJoinsTx(tx, changed);
  await writeLinesTx(tx, changed);
  await writeCapacitiesTx(tx, changed);
  await enqueueTx(
    tx,
    changed.flatMap(({ facts }) => facts),
  );
}

/** Before the joins are written, which go by the new ids already. */
async function anonymizeTx(tx: JoinsTransaction, ledgers: Ledger[]): Promise<void> {
  const rows = ledgers.flatMap(({ capacity: { eventId }, anonymized }) =>
    [...anonymized].map(([anonymousId, userId]) => ({ eventId, anonymousId, userId })),
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE joins AS known SET user_id = a.anonymous_id
    FROM unnest(
      ${rows.map((r) => r.eventId)}::uuid[], ${rows.map((r) => r.userId)}::uuid[], ${rows.map((r) => r.anonymousId)}::uuid[]
    ) AS a (event_id, user_id, anonymous_id)
    WHERE known.event_id = a.event_id AND known.user_id = a.user_id`;
}

async function writeJoinsTx(tx: JoinsTransaction, ledgers: Ledger[]): Promise<void> {
  const rows = ledgers.flatMap(({ capacity, changed, anonymized }) =>
    [...changed.values()].map((j) => ({
      ...j,
      // What was made anonymous at one moment at many events must not be told by that moment.
      updatedAt: anonymized.has(j.userId) ? j.createdAt : capacity.now,
    })),
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at, checked_in_at, checked_in_by)
    SELECT j.id, j.event_id, j.user_id, j.status::join_status, j.line_number, j.created_at, j.updated_at,
           j.checked_in_at, j.checked_in_by
    FROM unnest(
      ${rows.map((j) => j.id)}::uuid[], ${rows.map((j) => j.eventId)}::uuid[], ${rows.map((j) => j.userId)}::uuid[],
      ${rows.map((j) => j.status)}::text[], ${rows.map((j) => String(j.lineNumber))}::bigint[],
      ${rows.map((j) => j.createdAt.toISOString())}::timestamptz[], ${rows.map((j) => j.updatedAt.toISOString())}::timestamptz[],
      ${rows.map((j) => j.checkedInAt?.toISOString() ?? null)}::timestamptz[], ${rows.map((j) => j.checkedInBy)}::uuid[]
    ) AS j (id, event_id, user_id, status, line_number, created_at, updated_at, checked_in_at, checked_in_by)
    ON CONFLICT (event_id, user_id) DO UPDATE SET
      status = EXCLUDED.status, line_number = EXCLUDED.line_number,
      created_at = EXCLUDED.created_at, updated_at = EXCLUDED.updated_at,
      checked_in_at = EXCLUDED.checked_in_at, checked_in_by = EXCLUDED.checked_in_by`;
}

async function writeLinesTx(tx: JoinsTransaction, ledgers: Ledger[]): Promise<void> {
  const rows = ledgers
    .flatMap(({ capacity, lineChanges }) => [...lineChanges].map(([block, change]) => ({ ...capacity, block, change })))
    .filter(({ change }) => change !== 0);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    MERGE INTO waitlist_blocks AS known
    USING unnest(
      ${rows.map((r) => r.eventId)}::uuid[], ${rows.map((r) => String(r.block))}::bigint[],
      ${rows.map((r) => r.change)}::int[]
    ) AS c (event_id, block, change)
    ON known.event_id = c.event_id AND known.block = c.block
    WHEN MATCHED THEN UPDATE SET waiting = known.waiting + c.change
    WHEN NOT MATCHED THEN INSERT (event_id, block, waiting) VALUES (c.event_id, c.block, c.change)`;
}

async function writeCapacitiesTx(tx: JoinsTransaction, ledgers: Ledger[]): Promise<void> {
  const rows = ledgers.map(({ capacity }) => capacity);
  await tx.$executeRaw`
    UPDATE event_capacity AS known
    SET capacity = c.capacity, taken = c.taken, waitlisted = c.waitlisted, waitlist_limit = c.waitlist_limit,
        sequence = c.sequence, checked_in = c.checked_in, cancelled = c.cancelled
    FROM unnest(
      ${rows.map((r) => r.eventId)}::uuid[], ${rows.map((r) => r.capacity)}::int[], ${rows.map((r) => r.taken)}::int[],
      ${rows.map((r) => r.waitlisted)}::int[], ${rows.map((r) => r.waitlistLimit)}::int[],
      ${rows.map((r) => String(r.sequence))}::bigint[], ${rows.map((r) => r.checkedIn)}::int[],
      ${rows.map((r) => r.cancelled)}::int[]
    ) AS c (event_id, capacity, taken, waitlisted, waitlist_limit, sequence, checked_in, cancelled)
    WHERE known.event_id = c.event_id`;
}
