import type { ClientBase } from 'pg';

/** A message that nobody tries to publish any more. */
export interface Parked {
  id: string;
  type: string;
  aggregateId: string;
  /** A bigint, as text. */
  sequence: string;
  /** Since the fact, and since the relay gave up. */
  ageSeconds: number;
  parkedSeconds: number;
  attempts: number;
  error: string;
  /** How many later messages of the aggregate wait for it. */
  waiting: number;
}

/** At most so many are shown or looked at. */
export const SHOWN_AT_MOST = 100;

/** The parked messages, the oldest first, at most a hundred; or of these ids alone. */
export async function readParked(client: ClientBase, ids?: string[]): Promise<Parked[]> {
  const { rows } = await client.query<Parked>(
    `SELECT id, routing_key AS type, aggregate_id AS "aggregateId", sequence::text,
            extract(epoch FROM now() - occurred_at)::float8 AS "ageSeconds",
            extract(epoch FROM now() - parked_at)::float8 AS "parkedSeconds",
            attempts, last_error AS error,
            (SELECT count(*)::int FROM outbox AS later
             WHERE later.aggregate_id = parked.aggregate_id AND later.sequence > parked.sequence) AS waiting
     FROM outbox AS parked
     WHERE parked_at IS NOT NULL AND ($1::uuid[] IS NULL OR id = ANY ($1))
     ORDER BY position
     LIMIT ${SHOWN_AT_MOST}`,
    [ids ?? null],
  );
  return rows;
}

/** Has it tried again, from the first attempt on. False when it isn't parked (any more). */
export async function retry(client: ClientBase, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE outbox SET parked_at = NULL, attempts = 0, available_at = now() WHERE id = $1 AND parked_at IS NOT NULL`,
    [id],
  );
  return rowCount === 1;
}

/** Deletes it for good. False when it isn't parked (any more). */
export async function discard(client: ClientBase, id: string): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM outbox WHERE id = $1 AND parked_at IS NOT NULL', [id]);
  return rowCount === 1;
}
