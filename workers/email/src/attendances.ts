import type { JoinMessage } from '@cityevents/messages/join';
import type { JoinSnapshot } from '@cityevents/messages/join-snapshot';
import type { NotificationsTransaction } from '@cityevents/prisma/notifications';

/** What tells where people stand: a fact about one person's join, or how several stand, told again. */
export type StandingTold = Exclude<JoinMessage, { type: 'join.capacity-changed.v1' }> | JoinSnapshot;

type Attendance = {
  event_id: string;
  user_id: string;
  standing: 'CONFIRMED' | 'WAITLISTED' | 'GONE';
  sequence: number;
};

const standingAfter = {
  'join.confirmed.v1': 'CONFIRMED',
  'join.promoted.v1': 'CONFIRMED',
  'join.waitlisted.v1': 'WAITLISTED',
  'join.cancelled.v1': 'GONE',
  'join.checked-in.v1': 'CONFIRMED',
  'join.check-in-undone.v1': 'CONFIRMED',
  // The join is nobody's from then on: what is kept of its person's goes, below.
  'join.anonymized.v1': 'GONE',
} as const;
const standingOf = {
  CONFIRMED: 'CONFIRMED',
  CHECKED_IN: 'CONFIRMED',
  WAITLISTED: 'WAITLISTED',
  CANCELLED: 'GONE',
} as const;

/** Keeps where people stand with events, by what is newest of each. */
export async function keepAttendancesTx(tx: NotificationsTransaction, messages: StandingTold[]): Promise<void> {
  if (messages.length === 0) return;
  const newest = new Map<string, Attendance>();
  for (const told of messages.flatMap(attendancesIn)) {
    const key = `${told.event_id} ${told.user_id}`;
    if ((newest.get(key)?.sequence ?? 0) <= told.sequence) newest.set(key, told);
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
  await forgetAttendancesTx(tx, messages);
}

function attendancesIn({ type, sequence, data }: StandingTold): Attendance[] {
  const event_id = data.eventId;
  if (type !== 'join.snapshot.v1') return [{ event_id, user_id: data.userId, standing: standingAfter[type], sequence }];
  return data.joins.map(({ userId, status }) => ({
    event_id,
    user_id: userId,
    standing: standingOf[status],
    sequence,
  }));
}

async function forgetAttendancesTx(tx: NotificationsTransaction, messages: StandingTold[]): Promise<void> {
  const forgotten = messages.filter((message) => message.type === 'join.anonymized.v1');
  if (forgotten.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM attendances a
    USING unnest(
      ${forgotten.map(({ data }) => data.eventId)}::uuid[], ${forgotten.map(({ data }) => data.userId)}::uuid[],
      ${forgotten.map(({ sequence }) => String(sequence))}::bigint[]
    ) AS f (event_id, user_id, sequence)
    WHERE a.event_id = f.event_id AND a.user_id = f.user_id AND a.sequence <= f.sequence`;
}
