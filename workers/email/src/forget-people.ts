import type { JoinMessage } from '@cityevents/messages/join';
import type { PersonMessage } from '@cityevents/messages/person';
import type { NotificationsTransaction } from '@cityevents/prisma/notifications';

export type PersonDeleted = Extract<PersonMessage, { type: 'person.deleted.v1' }>;
export type JoinAnonymized = Extract<JoinMessage, { type: 'join.anonymized.v1' }>;

/** In the place of what the mail server said, which may name the address; a mail that wasn't sent must say something. */
const FORGOTTEN = 'the account was deleted';

/**
 * Empties the address book of who has deleted their account. Id and sequence stay, so that an older fact that comes late
 * or again writes no address.
 */
export async function forgetRecipientsTx(tx: NotificationsTransaction, messages: PersonDeleted[]): Promise<void> {
  if (messages.length === 0) return;
  // Invitations went to an address, whosever it is: while it is known, those to it are found.
  await tx.$executeRaw`
    DELETE FROM deliveries AS d USING recipients AS r
    WHERE r.user_id = ANY (${messages.map(({ data }) => data.userId)}::uuid[]) AND r.email <> ''
      AND d.kind = 'staff-invitation' AND d.address = r.email`;
  const people = messages.map(({ data, sequence }) => ({ user_id: data.userId, sequence }));
  await tx.$executeRaw`
    INSERT INTO recipients (user_id, email, display_name, sequence)
    SELECT p.user_id, '', '', max(p.sequence)
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS p (user_id uuid, sequence bigint)
    GROUP BY p.user_id
    ORDER BY p.user_id
    ON CONFLICT (user_id) DO UPDATE
      SET email = '', display_name = '', email_verified = false, muted_mails = '{}', locale = NULL, unsubscribe_key = NULL,
          sequence = greatest(recipients.sequence, excluded.sequence)`;
}

/**
 * Takes back what these people are still to be mailed, if they are gone, also what was asked for only now. Mails about
 * their account go altogether: they have the address in them. Those about events stay, to be counted.
 */
export async function dropMailsToDeletedTx(tx: NotificationsTransaction, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM deliveries AS d USING recipients AS r
    WHERE d.user_id = ANY (${userIds}::uuid[]) AND d.event_id IS NULL AND r.user_id = d.user_id AND r.email = ''`;
  await tx.$executeRaw`
    UPDATE deliveries AS d
    SET state = CASE d.state WHEN 'PENDING' THEN 'DROPPED' ELSE d.state END,
        last_error = CASE WHEN d.state <> 'SENT' THEN ${FORGOTTEN} END, traceparent = NULL
    FROM recipients AS r
    WHERE d.user_id = ANY (${userIds}::uuid[]) AND r.user_id = d.user_id AND r.email = ''`;
}

/** Gives mails about joins that are nobody's any more to nobody, as the joins subgraph did with the joins. */
export async function anonymizeDeliveriesTx(tx: NotificationsTransaction, messages: JoinAnonymized[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ data }) => ({
    event_id: data.eventId,
    user_id: data.userId,
    anonymous_id: data.anonymousId,
  }));
  await tx.$executeRaw`
    UPDATE deliveries AS d
    SET user_id = a.anonymous_id,
        state = CASE d.state WHEN 'PENDING' THEN 'DROPPED' ELSE d.state END,
        last_error = CASE WHEN d.state <> 'SENT' THEN ${FORGOTTEN} END,
        -- It is a request's id, and logs know whose that was.
        traceparent = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a (event_id uuid, user_id uuid, anonymous_id uuid)
    WHERE d.event_id = a.event_id AND d.user_id = a.user_id`;
}
