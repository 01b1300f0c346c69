import type { NotificationsDatabase } from '@cityevents/prisma/notifications';

/** A mail that is this worker's to send until its lease ends. */
export interface ClaimedDelivery {
  id: string;
  kind: string;
  details: unknown;
  /** This one included. */
  attempts: number;
  email: string;
  displayName: string;
  eventId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  timezone: string;
  city: string | null;
  country: string | null;
  venue: string | null;
  online: boolean;
}

/**
 * Leases mails that are due and whose person and event are known, and counts the attempt. A worker that dies leaves
 * them to others when the lease ends. Of several mails to a person about one event the earliest comes first, alone:
 * nobody should read "a seat is yours" before "you're in line". The event's sequence says which is earlier; message ids
 * can't, since those made in one millisecond are in no order.
 */
export async function claimDue(
  database: NotificationsDatabase,
  limit: number,
  leaseMs: number,
): Promise<ClaimedDelivery[]> {
  return await database.$queryRaw<ClaimedDelivery[]>`
    WITH due AS (
      SELECT d.id
      FROM deliveries d
      WHERE d.state = 'PENDING' AND d.next_attempt_at <= now()
        AND EXISTS (SELECT FROM recipients r WHERE r.user_id = d.user_id)
        AND EXISTS (SELECT FROM mail_events e WHERE e.event_id = d.event_id)
        AND NOT EXISTS (
          SELECT FROM deliveries earlier
          WHERE earlier.user_id = d.user_id AND earlier.event_id = d.event_id
            AND earlier.state = 'PENDING' AND earlier.sequence < d.sequence)
      ORDER BY d.next_attempt_at, d.event_id, d.sequence
      LIMIT ${limit}
      FOR UPDATE OF d SKIP LOCKED
    )
    UPDATE deliveries d
    SET attempts = d.attempts + 1, next_attempt_at = now() + ${leaseMs}::float8 * interval '1 millisecond'
    FROM due, recipients r, mail_events e
    WHERE d.id = due.id AND r.user_id = d.user_id AND e.event_id = d.event_id
    RETURNING d.id, d.kind, d.details, d.attempts, r.email, r.display_name AS "displayName", e.event_id AS "eventId",
              e.title, e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.timezone, e.city, e.country, e.venue, e.online`;
}

/** The mail server has it. */
export async function markSent(database: NotificationsDatabase, id: string): Promise<void> {
  await database.$executeRaw`
    UPDATE deliveries SET state = 'SENT', sent_at = now(), last_error = NULL WHERE id = ${id}::uuid`;
}

/** Nobody will try again. */
export async function markFailed(database: NotificationsDatabase, id: string, reason: string): Promise<void> {
  await database.$executeRaw`
    UPDATE deliveries SET state = 'FAILED', last_error = ${reason} WHERE id = ${id}::uuid AND state = 'PENDING'`;
}

/** To be tried again later. */
export async function postpone(
  database: NotificationsDatabase,
  id: string,
  delayMs: number,
  reason: string,
): Promise<void> {
  await database.$executeRaw`
    UPDATE deliveries
    SET last_error = ${reason}, next_attempt_at = now() + ${delayMs}::float8 * interval '1 millisecond'
    WHERE id = ${id}::uuid AND state = 'PENDING'`;
}

/** Gives up the lease of mails that the server never judged, and takes back the attempt counted for it. */
export async function release(
  database: NotificationsDatabase,
  ids: string[],
  delayMs: number,
  reason: string | null,
): Promise<void> {
  if (ids.length === 0) return;
  await database.$executeRaw`
    UPDATE deliveries
    SET attempts = attempts - 1, next_attempt_at = now() + ${delayMs}::float8 * interval '1 millisecond',
        last_error = coalesce(${reason}::text, last_error)
    WHERE id = ANY (${ids}::uuid[]) AND state = 'PENDING'`;
}
