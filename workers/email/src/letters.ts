import type { AttendeesMessaged } from '@cityevents/messages/attendees';
import type { NotificationsTransaction } from '@cityevents/prisma/notifications';
import { keepAttendancesTx, type StandingTold } from './attendances.ts';

/**
 * Keeps where people stand, and what organizers wrote, and asks for a mail to each of those who stood so when it was
 * written: what joins told before a letter counts for it, and what they told after it doesn't.
 *
 * Of one event the facts come in their order, but another worker may have those before a letter in hand still, when this
 * one has the letter: whoever comes second, the letter or the fact, finds the other.
 */
export async function keepAttendancesAndLettersTx(
  tx: NotificationsTransaction,
  joins: StandingTold[],
  letters: AttendeesMessaged[],
): Promise<void> {
  let later = joins;
  for (const letter of letters.toSorted((a, b) => a.sequence - b.sequence)) {
    const isBefore = ({ sequence, data }: StandingTold) =>
      data.eventId === letter.data.eventId && sequence < letter.sequence;
    await keepAttendancesTx(tx, later.filter(isBefore));
    later = later.filter((told) => !isBefore(told));
    await keepLetterTx(tx, letter);
    await askForLettersTx(tx, [letter.data.eventId], null);
  }
  await keepAttendancesTx(tx, later);
  const people = joins.flatMap((told) => (told.type === 'join.snapshot.v1' ? [] : [told.data.userId]));
  const eventIds = [...new Set(joins.map(({ data }) => data.eventId))];
  if (people.length > 0) await askForLettersTx(tx, eventIds, people);
}

async function keepLetterTx(tx: NotificationsTransaction, letter: AttendeesMessaged): Promise<void> {
  const { id, sequence, traceparent = null, data } = letter;
  const { eventId, subject, body, audience } = data;
  await tx.letter.createMany({
    data: { id, eventId, sequence, audience, subject, body, traceparent },
    skipDuplicates: true,
  });
}

/**
 * Asks for the mails that letters of these events are still to become, each once.
 *
 * @param people those alone, or everyone where null
 */
async function askForLettersTx(
  tx: NotificationsTransaction,
  eventIds: string[],
  people: string[] | null,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO deliveries (id, kind, user_id, event_id, letter_id, sequence, details, traceparent)
    SELECT md5(concat_ws(' ', 'organizer-wrote', l.id, a.user_id))::uuid, 'organizer-wrote', a.user_id, l.event_id, l.id,
           l.sequence, '{}', l.traceparent
    FROM letters l
      JOIN attendances a ON a.event_id = l.event_id AND a.standing <> 'GONE' AND a.sequence < l.sequence
        AND l.audience IN ('ALL', a.standing::text)
    WHERE l.event_id = ANY (${eventIds}::uuid[]) AND l.created_at > now() - interval '1 hour'
      AND (${people}::uuid[] IS NULL OR a.user_id = ANY (${people}::uuid[]))
    ON CONFLICT (id) DO NOTHING`;
}
