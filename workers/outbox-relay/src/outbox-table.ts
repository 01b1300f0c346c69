import type { ClientBase } from 'pg';
import { LANES, laneOf } from './lanes.ts';

/** A message as its owner enqueued it. */
export interface OutboxRow {
  aggregateId: string;
  /** A bigint, as text. */
  sequence: string;
  id: string;
  routingKey: string;
  payload: unknown;
  occurredAt: Date;
  /** The trace it comes from. */
  traceparent: string | null;
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
  reason: 'unroutable' | 'refused' | 'malformed';
  error: string;
}

/** What a relay may take up: the rows of its lanes, by the epochs under which it holds them. */
export interface Reach {
  epochs: ReadonlyMap<number, string>;
  /** No row has a lower position. */
  from: string;
  /** Aggregates whose next row must wait. */
  heldAggregates: string[];
}

/**
 * The oldest rows within reach, without those of aggregates that a parked row holds back. Rows that must wait are among
 * them: the caller holds back their aggregates by that, which costs nothing where a join of the table with itself would.
 *
 * Within an aggregate, position and sequence are one order, since both are taken under the aggregate's lock.
 */
export async function readRows(client: ClientBase, reach: Reach, limit: number): Promise<OutboxRow[]> {
  const { rows } = await client.query<OutboxRow>({
    name: 'outbox-read',
    text: `
      SELECT aggregate_id AS "aggregateId", sequence::text, id, routing_key AS "routingKey", payload,
             occurred_at AS "occurredAt", traceparent, attempts,
             (extract(epoch FROM available_at - now()) * 1000)::float8 AS "waitMs"
      FROM outbox
      WHERE position >= $1 AND ${laneOf('aggregate_id')} = ANY ($2::int[]) AND aggregate_id <> ALL ($3::uuid[])
        AND aggregate_id NOT IN (SELECT aggregate_id FROM outbox WHERE parked_at IS NOT NULL)
      ORDER BY position
      LIMIT $4`,
    values: [reach.from, [...reach.epochs.keys()], reach.heldAggregates, limit],
  });
  return rows;
}

/**
 * The lanes that are still held under the epochs of $1, which has one for each lane, or null. Every write goes by it: one
 * that comes late, from a relay that stood still while another took its lanes, then finds nothing to change.
 */
const heldLanes = 'SELECT lane FROM outbox_lanes WHERE epoch = ($1::bigint[])[lane + 1]';
const inOrder = (epochs: Reach['epochs']) => Array.from({ length: LANES }, (_, lane) => epochs.get(lane) ?? null);

/** Forgets rows the broker has taken over, of lanes that are still held under these epochs. */
export async function deleteRows(client: ClientBase, epochs: Reach['epochs'], rows: OutboxRow[]): Promise<void> {
  await client.query({
    name: 'outbox-delete',
    text: `
      DELETE FROM outbox USING unnest($2::uuid[], $3::bigint[]) AS sent (aggregate_id, sequence)
      WHERE outbox.aggregate_id = sent.aggregate_id AND outbox.sequence = sent.sequence
        AND ${laneOf('sent.aggregate_id')} IN (${heldLanes})`,
    values: [inOrder(epochs), rows.map((row) => row.aggregateId), rows.map((row) => row.sequence)],
  });
}

/** Writes down failures, and when to try again or that nobody will; in lanes that are still held under these epochs. */
export async function recordSetbacks(client: ClientBase, epochs: Reach['epochs'], setbacks: Setback[]): Promise<void> {
  await client.query({
    name: 'outbox-setback',
    text: `
      UPDATE outbox
      SET attempts = s.attempts, last_error = s.error,
          available_at = now() + s.retry_in_ms * interval '1 millisecond',
          parked_at = CASE WHEN s.parked THEN now() END
      FROM unnest($2::uuid[], $3::bigint[], $4::int[], $5::float8[], $6::bool[], $7::text[])
        AS s (aggregate_id, sequence, attempts, retry_in_ms, parked, error)
      WHERE outbox.aggregate_id = s.aggregate_id AND outbox.sequence = s.sequence
        AND ${laneOf('s.aggregate_id')} IN (${heldLanes})`,
    values: [
      inOrder(epochs),
      setbacks.map((s) => s.row.aggregateId),
      setbacks.map((s) => s.row.sequence),
      setbacks.map((s) => s.attempts),
      setbacks.map((s) => s.retryInMs),
      setbacks.map((s) => s.parked),
      setbacks.map((s) => s.error),
    ],
  });
}
