import { enqueueTx } from '@cityevents/messaging/outbox';
import type { JoinsTransaction } from '@cityevents/prisma/joins';
import type { Ledger } from './ledger.ts';

/** Writes what a batch changed: one statement each for joins, event_capacity and outbox. */
export async function writeTx(tx: JoinsTransaction, ledger: Ledger): Promise<void> {
  if (ledger.facts.length === 0) return;
  const { eventId, capacity, taken, waitlisted, sequence, now } = ledger.capacity;
  const joins = [...ledger.changed.values()];
  if (joins.length > 0) {
    await tx.$executeRaw`
      INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
      SELECT j.id, ${eventId}::uuid, j.user_id, j.status::join_status, j.line_number, j.created_at, ${now}::timestamptz
      FROM unnest(
        ${joins.map((j) => j.id)}::uuid[], ${joins.map((j) => j.userId)}::uuid[], ${joins.map((j) => j.status)}::text[],
        ${joins.map((j) => String(j.lineNumber))}::bigint[], ${joins.map((j) => j.createdAt.toISOString())}::timestamptz[]
      ) AS j (id, user_id, status, line_number, created_at)
      ON CONFLICT (event_id, user_id) DO UPDATE SET
        status = EXCLUDED.status, line_number = EXCLUDED.line_number,
        created_at = EXCLUDED.created_at, updated_at = EXCLUDED.updated_at`;
  }
  await tx.$executeRaw`
    UPDATE event_capacity SET capacity = ${capacity}::int, taken = ${taken}, waitlisted = ${waitlisted}, sequence = ${sequence}
    WHERE event_id = ${eventId}::uuid`;
  await enqueueTx(tx, ledger.facts);
}
