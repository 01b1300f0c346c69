import { deleteInBatches } from '@cityevents/messaging/daily-sweep';
import type { NotificationsDatabase } from '@cityevents/prisma/notifications';

/** Far longer than a mail is tried. */
const LETTERS_KEPT_DAYS = 30;
/** Longer than an invitation is good, and than its message may come again: the inbox forgets it after 30. */
const INVITATIONS_KEPT_DAYS = 45;
/** Long enough for an organizer to ask what became of a mail. fsck looks for mails of joins as long (mail-rules.ts there). */
const MAILS_KEPT_DAYS = 90;

/**
 * Deletes the record of mails that are old: what organizers wrote; invitations, whose addresses are nobody's account's;
 * and any mail that nobody will send any more, once its event is over as well. Until then the row is what keeps a fact that is
 * told again from becoming a second mail.
 *
 * @param signal stops between two statements
 * @returns how many rows
 */
export async function forgetOldMails(database: NotificationsDatabase, signal?: AbortSignal): Promise<number> {
  // What someone else is deleting is left to them.
  const letters = (limit: number) => database.$executeRaw`
    DELETE FROM letters USING (
      SELECT id FROM letters WHERE created_at < now() - make_interval(days => ${LETTERS_KEPT_DAYS}::int)
      LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) AS old
    WHERE letters.id = old.id`;
  const invitations = (limit: number) => database.$executeRaw`
    DELETE FROM deliveries USING (
      SELECT id FROM deliveries
      WHERE kind = 'staff-invitation' AND created_at < now() - make_interval(days => ${INVITATIONS_KEPT_DAYS}::int)
      LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) AS old
    WHERE deliveries.id = old.id`;
  // When an attempt's lease ended is when the mail was sent or given up, to the minute; and there is an index on it.
  const mails = (limit: number) => database.$executeRaw`
    DELETE FROM deliveries USING (
      SELECT d.id FROM deliveries d
      WHERE d.state IN ('SENT', 'FAILED', 'DROPPED')
        AND d.next_attempt_at < now() - make_interval(days => ${MAILS_KEPT_DAYS}::int)
        AND NOT EXISTS (
          SELECT FROM mail_events e
          WHERE e.event_id = d.event_id AND e.ends_at > now() - make_interval(days => ${MAILS_KEPT_DAYS}::int))
      LIMIT ${limit} FOR UPDATE OF d SKIP LOCKED
    ) AS old
    WHERE deliveries.id = old.id`;
  let forgotten = 0;
  for (const deleteSome of [letters, invitations, mails]) forgotten += await deleteInBatches(deleteSome, signal);
  return forgotten;
}
