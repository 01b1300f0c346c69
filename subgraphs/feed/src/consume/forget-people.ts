import type { JoinMessage } from '@cityevents/messages/join';
import type { PersonMessage } from '@cityevents/messages/person';
import type { FeedTransaction } from '@cityevents/prisma/feed';

type PersonDeleted = Extract<PersonMessage, { type: 'person.deleted.v1' }>;
type JoinAnonymized = Extract<JoinMessage, { type: 'join.anonymized.v1' }>;

/**
 * Remembers who has deleted their account, before anything else of the batch is stored: what comes late or again from
 * then on brings nothing of theirs back. Their views go on counting, under an id of nobody's, another one at each event;
 * their joins do when the joins subgraph tells under which (applyAnonymizedTx).
 */
export async function forgetPeopleTx(
  tx: FeedTransaction,
  deleted: PersonDeleted[],
  anonymized: JoinAnonymized[],
): Promise<void> {
  const gone = [...new Set([...deleted, ...anonymized].map(({ data }) => data.userId))];
  if (gone.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO forgotten_people (user_id)
    SELECT user_id FROM unnest(${gone}::uuid[]) AS gone (user_id) ORDER BY user_id
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`DELETE FROM feed_people WHERE user_id = ANY(${gone}::uuid[])`;
  await tx.$executeRaw`DELETE FROM feed_readers WHERE user_id = ANY(${gone}::uuid[])`;
  if (deleted.length === 0) return;
  // One id an event and not a row: who came back in another hour is still one viewer.
  await tx.$executeRaw`
    UPDATE feed_views AS v SET viewer = nobody.viewer
    FROM (
      SELECT event_id, viewer AS person, gen_random_uuid()::text AS viewer
      FROM (SELECT DISTINCT event_id, viewer FROM feed_views WHERE viewer = ANY(${deleted.map(({ data }) => data.userId)}::text[])) AS seen
    ) AS nobody
    WHERE v.event_id = nobody.event_id AND v.viewer = nobody.person`;
}

/** Stores deleted people's joins as they stand in the end, under the ids of nobody that the joins subgraph gave them. */
export async function applyAnonymizedTx(tx: FeedTransaction, messages: JoinAnonymized[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ data, sequence }) => ({
    event_id: data.eventId,
    user_id: data.userId,
    anonymous_id: data.anonymousId,
    status: data.status,
    joined_at: data.joinedAt,
    sequence,
  }));
  await tx.$executeRaw`
    DELETE FROM feed_joins AS known
    USING json_to_recordset(${JSON.stringify(rows)}::json) AS told (event_id uuid, user_id uuid)
    WHERE known.event_id = told.event_id AND known.user_id = told.user_id`;
  await tx.$executeRaw`
    INSERT INTO feed_joins (event_id, user_id, status, joined_at, sequence)
    SELECT event_id, anonymous_id, status, joined_at, sequence
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS told (
      event_id uuid, anonymous_id uuid, status join_status, joined_at timestamptz, sequence bigint)
    ORDER BY event_id, anonymous_id
    ON CONFLICT DO NOTHING`;
}
