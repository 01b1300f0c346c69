import type { EventMessage } from '@cityevents/messages/event';
import type { FeedTransaction } from '@cityevents/prisma/feed';
import { cityKey } from '../city-key.ts';
import { newestBy } from './newest-by.ts';

/** Stores what the events subgraph tells, unless something newer is stored. */
export async function applyEventsTx(tx: FeedTransaction, messages: EventMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = newestBy(messages, (message) => message.data.eventId).map(({ data, sequence }) => ({
    event_id: data.eventId,
    organizer_id: data.organizerId,
    title: data.title,
    city: data.city,
    city_key: data.city === null ? null : cityKey(data.city),
    tags: data.tags,
    online: data.online,
    state: data.state,
    starts_at: data.startsAt,
    ends_at: data.endsAt,
    published_at: data.publishedAt,
    event_sequence: sequence,
  }));
  await tx.$executeRaw`
    INSERT INTO feed_events AS known
      (event_id, organizer_id, title, city, city_key, tags, online, state, starts_at, ends_at, published_at, event_sequence)
    SELECT event_id, organizer_id, title, city, city_key, tags, online, state, starts_at, ends_at, published_at, event_sequence
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS told (
      event_id uuid, organizer_id uuid, title text, city text, city_key text, tags text[], online boolean,
      state event_state, starts_at timestamptz, ends_at timestamptz, published_at timestamptz, event_sequence bigint)
    ORDER BY event_id
    ON CONFLICT (event_id) DO UPDATE SET
      organizer_id = excluded.organizer_id, title = excluded.title, city = excluded.city,
      city_key = excluded.city_key, tags = excluded.tags, online = excluded.online, state = excluded.state,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, published_at = excluded.published_at,
      event_sequence = excluded.event_sequence
    WHERE known.event_sequence < excluded.event_sequence`;
}
