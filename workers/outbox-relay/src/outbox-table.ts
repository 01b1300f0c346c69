import type { ClientBase } from 'pg';

/** A message as its owner enqueued it. */
export interface OutboxRow {
  aggregateId: string;
  /** A bigint, as text. */
  sequence: string;
  id: string;
  routingKey: string;
  payload: unknown;
  occurredAt: Date;
  /** How often publishing failed by the row's own fault. */
  attempts: number;
  /** Milliseconds until it may be tried again; not positive: it may now. */
  waitMs: number;
}

/** What became of a row that couldn't be published. */
export interface Setback {
  row: OutboxRow;
  attempts: number;
  retryInMs: number;
  parked: boolean;
  error: string;
}

/**
 * The oldest rows that aren't parked, without those of the given aggregates. Rows that must wait are among them: the
 * caller holds back their aggregates by that, which costs nothing where a join of the table with itself would.
 *
 * Within an aggregate, position and sequence are one order, since both are taken under the aggregate's lock.
 */
export async function readRows(client: ClientBase, heldAggregates: string[], limit: number): Promise<OutboxRow[]> {
  const { rows } = await client.query<OutboxRow>({
    name: 'outbox-read',
    text: `
      SELECT aggregate_id AS "aggregateId", sequence::text, id, routing_key AS "routingKey", payload,
             occurred_at AS "occurredAt", attempts,
             (extract(epoch FROM available_at - now()) * 1000)::float8 AS "waitMs"
      FROM outbox
      WHERE parked_at IS NULL AND aggregate_id <> ALL ($1::uuid[])
      ORDER BY position
      LIMIT $2`,
    values: [heldAggregates, limit],
  });
  return rows;
}

/** Forgets rows the broker has taken over. */
export async function deleteRows(client: ClientBase, rows: OutboxRow[]): Promise<void> {
  await client.query({
    name: 'outbox-delete',
    text: `
      DELETE FROM outbox USING unnest($1::uuid[], $2::bigint[]) AS sent (aggregate_id, sequence)
      WHERE outbox.aggregate_id = sent.aggregate_id AND outbox.sequence = sent.sequence`,
    values: [rows.map((row) => row.aggregateId), rows.map((row) => row.sequence)],
  });
}

/** Writes down failures, and when to try again or that nobody will. */
export async function recordSetbacks(client: ClientBase, setbacks: Setback[]): Promise<void> {
  await client.query({
    name: 'outbox-setback',
    text: `
      UPDATE outbox
      SET attempts = s.attempts, last_error = s.error,
          available_at = now() + s.retry_in_ms * interval '1 millisecond',
          parked_at = CASE WHEN s.parked THEN now() END
      FROM unnest($1::uuid[], $2::bigint[], $3::int[], $4::float8[], $5::bool[], $6::text[])
        AS s (aggregate_id, sequence, attempts, retry_in_ms, parked, error)
      WHERE outbox.aggregate_id = s.aggregate_id AND outbox.sequence = s.sequence`,
    values: [
      setbacks.map((s) => s.row.aggregateId),
      setbacks.map((s) => s.row.sequence),
      setbacks.map((s) => s.attempts),
      setbacks.map((s) => s.retryInMs),
      setbacks.map((s) => s.parked),
      setbacks.map((s) => s.error),
    ],
  });
}
