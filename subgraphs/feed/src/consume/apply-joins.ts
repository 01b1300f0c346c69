import type { JoinMessage } from '@cityevents/messages/join';
import type { JoinSnapshot } from '@cityevents/messages/join-snapshot';
import type { FeedTransaction, JoinStatus } from '@cityevents/prisma/feed';
import { newestBy } from './newest-by.ts';

/** What becomes nobody's is no person's any more: see forget-people.ts. */
type PersonsJoin = Exclude<JoinMessage, { type: 'join.capacity-changed.v1' | 'join.anonymized.v1' }>;

const statusAfter: Record<PersonsJoin['type'], JoinStatus> = {
  'join.confirmed.v1': 'CONFIRMED',
  'join.waitlisted.v1': 'WAITLISTED',
  'join.promoted.v1': 'CONFIRMED',
  'join.cancelled.v1': 'CANCELLED',
  'join.checked-in.v1': 'CHECKED_IN',
  'join.check-in-undone.v1': 'CONFIRMED',
};

/** A person's join, as one message tells of it. */
interface ToldJoin {
  eventId: string;
  userId: string;
  status: JoinStatus;
  joinedAt: string;
  sequence: number;
}

/** Stores what the joins subgraph tells of seats and of people's joins, each unless something newer is stored or the person is gone. */
export async function applyJoinsTx(tx: FeedTransaction, messages: (JoinMessage | JoinSnapshot)[]): Promise<void> {
  if (messages.length === 0) return;
  await applySeatsTx(
    tx,
    newestBy(messages, (message) => message.data.eventId),
  );
  const joins = messages.flatMap(joinsIn);
  if (joins.length === 0) return;
  await applyPersonsTx(
    tx,
    newestBy(joins, ({ eventId, userId }) => `${eventId} ${userId}`),
  );
}

function joinsIn({ type, data, sequence }: JoinMessage | JoinSnapshot): ToldJoin[] {
  const { eventId } = data;
  if (type === 'join.capacity-changed.v1' || type === 'join.anonymized.v1') return [];
  if (type === 'join.snapshot.v1') return data.joins.map((join) => ({ ...join, eventId, sequence }));
  return [{ ...data, status: statusAfter[type], sequence }];
}

async function applySeatsTx(tx: FeedTransaction, messages: (JoinMessage | JoinSnapshot)[]): Promise<void> {
  const rows = messages.map(({ data, sequence }) => ({ event_id: data.eventId, ...data.seats, sequence }));
  await tx.$executeRaw`
    INSERT INTO feed_seats AS known (event_id, capacity, taken, waitlisted, join_sequence)
    SELECT event_id, capacity, taken, waitlisted, sequence
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS told (
      event_id uuid, capacity int, taken int, waitlisted int, sequence bigint)
    ORDER BY event_id
    ON CONFLICT (event_id) DO UPDATE SET
      capacity = excluded.capacity, taken = excluded.taken, waitlisted = excluded.waitlisted,
      join_sequence = excluded.join_sequence
    WHERE known.join_sequence < excluded.join_sequence`;
}

async function applyPersonsTx(tx: FeedTransaction, joins: ToldJoin[]): Promise<void> {
  const rows = joins.map(({ eventId, userId, status, joinedAt, sequence }) => ({
    event_id: eventId,
    user_id: userId,
    status,
    joined_at: joinedAt,
    sequence,
  }));
  await tx.$executeRaw`
    INSERT INTO feed_joins AS known (event_id, user_id, status, joined_at, sequence)
    SELECT event_id, user_id, status, joined_at, sequence
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS told (
      event_id uuid, user_id uuid, status join_status, joined_at timestamptz, sequence bigint)
    WHERE NOT EXISTS (SELECT FROM forgotten_people WHERE forgotten_people.user_id = told.user_id)
    ORDER BY event_id, user_id
    ON CONFLICT (event_id, user_id) DO UPDATE SET
      status = excluded.status, joined_at = excluded.joined_at, sequence = excluded.sequence
    WHERE known.sequence < excluded.sequence`;
}
