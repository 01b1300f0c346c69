import type { NotificationsDatabase } from '@cityevents/prisma/notifications';
import type { MailEvent } from './mails/event-facts.ts';

/** A mail that is this worker's to send until its lease ends. */
export interface ClaimedDelivery {
  id: string;
  kind: string;
  details: unknown;
  /** This one included. */
  attempts: number;
  /** The name stands beside an address that was shown to be the person's, and nowhere else. */
  to: { address: string; name: string | null };
  mutedMails: string[];
  /** A tag of BCP 47; null where it isn't known. */
  locale: string | null;
  /** By which the person may say that they don't want more of its kind; null where it isn't known. */
  unsubscribeKey: string | null;
  /** Whether nobody has shown that the address is theirs, and it has had as much mail about events today as it may. */
  isTooMuch: boolean;
  /** Whether the address was shown to be the person's; those of mails about an account are what is to be shown. */
  isVerified: boolean;
  /**
   * Whether it comes too late: a reminder when the event has begun, is called off or at another time, or the person has no seat
   * any more; news of an event when the person has left it, or was taken off.
   */
  isStale: boolean;
  /** Null for a mail about the person's account. */
  event: (MailEvent & { id: string; sequence: bigint }) | null;
  /** What the event's organizer wrote; null for a mail with our words alone. */
  letter: { subject: string; body: string } | null;
  /** The trace it comes from, as W3C Trace Context writes it. */
  traceparent: string | null;
}

/** Mails about events a day to an address that nobody has shown to be theirs: it may be a stranger's to who typed it. */
const UNVERIFIED_A_DAY = 10;

/**
 * Leases mails that are due, and counts the attempt. Those about an event wait until it and their person are known, and a
 * reminder until its event is shown again, should it be hidden; those about an account have all they need. A worker that
 * dies leaves them to others when the lease ends. Of several mails to a person about one event the earliest comes first,
 * alone: nobody should read "a seat is yours" before "you're in line". The event's sequence says which is earlier; message
 * ids can't, since those made in one millisecond are in no order. A reminder holds up nothing.
 */
export async function claimDue(
  database: NotificationsDatabase,
  limit: number,
  leaseMs: number,
): Promise<ClaimedDelivery[]> {
  // A link to a new password must not wait for a hundred thousand mails about events.
  const aboutAccounts = await claim(database, 'account', limit, leaseMs);
  return aboutAccounts.length > 0 ? aboutAccounts : claim(database, 'event', limit, leaseMs);
}

async function claim(
  database: NotificationsDatabase,
  about: 'account' | 'event',
  limit: number,
  leaseMs: number,
): Promise<ClaimedDelivery[]> {
  const rows = await database.$queryRaw<ClaimedRow[]>`
    WITH due AS (
      SELECT d.id, d.user_id, d.event_id, d.letter_id
      FROM deliveries d
      WHERE d.state = 'PENDING' AND d.next_attempt_at <= now()
        AND (d.address IS NOT NULL) = ${about === 'account'}
        AND (d.address IS NOT NULL
          OR EXISTS (SELECT FROM recipients r WHERE r.user_id = d.user_id)
            AND EXISTS (
              SELECT FROM mail_events e
              WHERE e.event_id = d.event_id AND NOT (d.kind = 'reminder' AND e.hidden AND e.starts_at > now())))
        -- The address of who is gone is empty.
        AND NOT EXISTS (SELECT FROM recipients gone WHERE gone.user_id = d.user_id AND gone.email = '')
        AND NOT EXISTS (
          SELECT FROM deliveries earlier
          WHERE earlier.user_id = d.user_id AND earlier.event_id = d.event_id
            AND earlier.state = 'PENDING' AND earlier.sequence < d.sequence AND earlier.kind <> 'reminder')
      ORDER BY d.next_attempt_at, d.event_id, d.sequence
      LIMIT ${limit}
      FOR UPDATE OF d SKIP LOCKED
    )
    UPDATE deliveries d
    SET attempts = d.attempts + 1, next_attempt_at = now() + ${leaseMs}::float8 * interval '1 millisecond'
    FROM due
      LEFT JOIN recipients r ON r.user_id = due.user_id
      LEFT JOIN mail_events e ON e.event_id = due.event_id
      LEFT JOIN letters l ON l.id = due.letter_id
    WHERE d.id = due.id
    RETURNING d.id, d.kind, d.details, d.attempts, d.traceparent, coalesce(d.address, r.email) AS address,
              r.locale, r.unsubscribe_key AS "unsubscribeKey", l.subject, l.body,
              CASE WHEN d.address IS NULL AND r.email_verified THEN r.display_name END AS name,
              coalesce(r.muted_mails, '{}') AS "mutedMails",
              d.address IS NULL AND NOT r.email_verified AND ${UNVERIFIED_A_DAY} <= (
                SELECT count(*) FROM deliveries p
                WHERE p.user_id = d.user_id AND p.address IS NULL AND p.created_at > d.created_at - interval '1 day'
                  AND (p.created_at, p.id) < (d.created_at, d.id)) AS "isTooMuch",
              coalesce(r.email_verified, false) AS "isVerified",
              d.kind = 'reminder' AND (
                e.state <> 'PUBLISHED' OR e.starts_at <= now() OR e.reminded_for IS DISTINCT FROM e.starts_at
                OR NOT EXISTS (
                  SELECT FROM attendances a
                  WHERE a.event_id = d.event_id AND a.user_id = d.user_id AND a.standing = 'CONFIRMED'))
              OR d.kind IN ('changed', 'cancelled') AND EXISTS (
                SELECT FROM attendances a
                WHERE a.event_id = d.event_id AND a.user_id = d.user_id AND a.standing = 'GONE') AS "isStale",
              e.event_id AS "eventId",
              e.title, e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.timezone, e.city, e.country, e.venue, e.online,
              e.sequence`;
  return rows.map(({ address, name, subject, body, eventId, ...row }) => {
    const { title, startsAt, endsAt, timezone, city, country, venue, online, sequence, ...delivery } = row;
    const event = { title, startsAt, endsAt, timezone, city, country, venue, online, sequence };
    return {
      ...delivery,
      to: { address, name },
      event: eventId ? { id: eventId, ...event } : null,
      letter: subject === null ? null : { subject, body },
    };
  });
}

type ClaimedRow = Omit<ClaimedDelivery, 'to' | 'event' | 'letter'> &
  ClaimedDelivery['to'] &
  MailEvent & { eventId: string | null; sequence: bigint } & { subject: string | null; body: string };

/** The mail server has it. */
export async function markSent(database: NotificationsDatabase, id: string): Promise<void> {
  await database.$executeRaw`
    UPDATE deliveries SET state = 'SENT', sent_at = now(), last_error = NULL, details = details - 'token'
    WHERE id = ${id}::uuid`;
}

/** Nobody will try again: it can't be sent (FAILED), or isn't worth it any more (DROPPED). */
export async function giveUp(
  database: NotificationsDatabase,
  id: string,
  state: 'FAILED' | 'DROPPED',
  reason: string,
): Promise<void> {
  await database.$executeRaw`
    UPDATE deliveries SET state = ${state}::delivery_state, last_error = ${reason}, details = details - 'token'
    WHERE id = ${id}::uuid AND state = 'PENDING'`;
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
