import type { JoinMessage } from '@cityevents/messages/join';
import type { PersonMessage } from '@cityevents/messages/person';
import type { NotificationsTransaction } from '@cityevents/prisma/notifications';

export type PersonDeleted = Extract<PersonMessage, { type: 'person.deleted.v1' }>;
export type JoinAnonymized = Extract<JoinMessage, { type: 'join.anonymized.v1' }>;

/** In the place of what the mail server said; a mail that failed or was dropped must say something. */
const FORGOTTEN = 'no longer known';

/**
 * Empties the address book of who has deleted their account. Id and sequence stay, so that an older fact that comes late
 * or again writes no address. Mails about the account have an address of their own, and what the mail server said of a mail
 * may name it: they go, too.
 */
export async function forgetRecipientsTx(tx: NotificationsTransaction, messages: PersonDeleted[]): Promise<void> {
  if (messages.length === 0) return;
  const people = messages.map(({ data, sequence }) => ({ user_id: data.userId, sequence }));
  await tx.$executeRaw`
    INSERT INTO recipients (user_id, email, display_name, sequence)
    SELECT p.user_id, '', '', max(p.sequence)
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS p (user_id uuid, sequence bigint)
    GROUP BY p.user_id
    ORDER BY p.user_id
    ON CONFLICT (user_id) DO UPDATE
      SET email = '', display_name = '', sequence = greatest(recipients.sequence, excluded.sequence)`;
  await tx.$executeRaw`
    UPDATE deliveries
    SET last_error = CASE WHEN last_error IS NOT NULL THEN ${FORGOTTEN} END,
        address = CASE WHEN address IS NOT NULL THEN '' END,
        details = CASE WHEN address IS NULL THEN details ELSE '{}' END
    WHERE user_id = ANY (${people.map(({ user_id }) => user_id)}::uuid[])
      AND (last_error IS NOT NULL OR address IS NOT NULL)`;
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
        last_error = CASE WHEN d.state = 'PENDING' OR d.last_error IS NOT NULL THEN ${FORGOTTEN} END,
        state = CASE d.state WHEN 'PENDING' THEN 'DROPPED' ELSE d.state END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a (event_id uuid, user_id uuid, anonymous_id uuid)
    WHERE d.event_id = a.event_id AND d.user_id = a.user_id`;
}

/** Drops what waits to be sent to those of these people who are gone, also what was asked for only now. */
export async function dropMailsToDeletedTx(tx: NotificationsTransaction, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE deliveries AS d
    SET state = 'DROPPED', last_error = ${FORGOTTEN}, address = CASE WHEN address IS NOT NULL THEN '' END,
        details = CASE WHEN address IS NULL THEN details ELSE '{}' END
    FROM recipients AS r
    WHERE d.user_id = ANY (${userIds}::uuid[]) AND d.state = 'PENDING'
      AND r.user_id = d.user_id AND r.email = ''`;
}
