import type { JoinMessage } from '@cityevents/messages/join';
import type { NotificationsTransaction } from '@cityevents/prisma/notifications';

/** A fact about one person's join. */
type JoinFact = Exclude<JoinMessage, { type: 'join.capacity-changed.v1' }>;
type Standing = 'CONFIRMED' | 'WAITLISTED' | 'GONE';

const standings = {
  'join.confirmed.v1': 'CONFIRMED',
  'join.promoted.v1': 'CONFIRMED',
  'join.waitlisted.v1': 'WAITLISTED',
  'join.cancelled.v1': 'GONE',
  // The join is nobody's from then on: what is kept of its person's goes, below.
  'join.anonymized.v1': 'GONE',
} as const satisfies Record<JoinFact['type'], Standing>;

/** Keeps where people stand with events, by the newest fact of each. */
export async function keepAttendancesTx(tx: NotificationsTransaction, facts: JoinFact[]): Promise<void> {
  if (facts.length === 0) return;
  const newest = new Map<string, { event_id: string; user_id: string; standing: Standing; sequence: number }>();
  for (const { type, sequence, data } of facts) {
    const key = `${data.eventId} ${data.userId}`;
    if ((newest.get(key)?.sequence ?? 0) > sequence) continue;
    newest.set(key, { event_id: data.eventId, user_id: data.userId, standing: standings[type], sequence });
  }
  // Sorted by key, so that two workers never wait for each other crosswise.
  await tx.$executeRaw`
    INSERT INTO attendances (event_id, user_id, standing, sequence)
    SELECT a.event_id, a.user_id, a.standing::standing, a.sequence
    FROM jsonb_to_recordset(${JSON.stringify([...newest.values()])}::jsonb)
      AS a (event_id uuid, user_id uuid, standing text, sequence bigint)
    ORDER BY a.event_id, a.user_id
    ON CONFLICT (event_id, user_id) DO UPDATE SET standing = excluded.standing, sequence = excluded.sequence
      WHERE attendances.sequence < excluded.sequence`;
  await forgetAttendancesTx(tx, facts);
}

async function forgetAttendancesTx(tx: NotificationsTransaction, facts: JoinFact[]): Promise<void> {
  const forgotten = facts.filter(({ type }) => type === 'join.anonymized.v1');
  if (forgotten.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM attendances a
    USING unnest(
      ${forgotten.map(({ data }) => data.eventId)}::uuid[], ${forgotten.map(({ data }) => data.userId)}::uuid[],
      ${forgotten.map(({ sequence }) => String(sequence))}::bigint[]
    ) AS f (event_id, user_id, sequence)
    WHERE a.event_id = f.event_id AND a.user_id = f.user_id AND a.sequence <= f.sequence`;
}
