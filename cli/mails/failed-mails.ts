import type { ClientBase } from 'pg';

/** A mail that nobody tries to send any more, because the mail server refused it for good or too often. */
export interface FailedMail {
  id: string;
  kind: string;
  userId: string;
  /** Null: it is about the person's account. */
  event: string | null;
  ageSeconds: number;
  attempts: number;
  error: string;
}

/** At most so many are shown. */
export const SHOWN_AT_MOST = 100;

/** Failed mails, the latest first, at most a hundred. Addresses are personal and not needed to look into it: none is shown. */
export async function readFailed(client: ClientBase): Promise<FailedMail[]> {
  const { rows } = await client.query<FailedMail>(
    `SELECT d.id, d.kind, d.user_id AS "userId", e.title AS event, d.attempts, d.last_error AS error,
            extract(epoch FROM now() - d.created_at)::float8 AS "ageSeconds"
     FROM deliveries d LEFT JOIN mail_events e ON e.event_id = d.event_id
     WHERE d.state = 'FAILED'
     ORDER BY d.next_attempt_at DESC, d.id
     LIMIT ${SHOWN_AT_MOST}`,
  );
  return rows;
}

/** Has it tried again, from the first attempt on. False when it has not failed, or its link's secret is gone already. */
export async function retry(client: ClientBase, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE deliveries SET state = 'PENDING', attempts = 0, next_attempt_at = now()
     WHERE id = $1 AND state = 'FAILED' AND NOT kind = ANY ('{verify-address,reset-password}')`,
    [id],
  );
  return rowCount === 1;
}
