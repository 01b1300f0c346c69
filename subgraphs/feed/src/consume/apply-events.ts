import { type EventMessage, shownState } from '@cityevents/messages/event';
import type { FeedTransaction } from '@cityevents/prisma/feed';
import { foldWords } from '@cityevents/service/fold-words';
import { cityKey } from '../city-key.ts';
import { AT_MOST_EVERY_SECONDS } from '../scoring/when-due.ts';
import { newestBy } from './newest-by.ts';

/**
 * Stores what the events subgraph tells, unless something newer is stored, and says that it is due to be scored: at once, or as
 * soon as one that is changed all the time may be scored again.
 */
export async function applyEventsTx(tx: FeedTransaction, messages: EventMessage[], at: Date): Promise<void> {
  if (messages.length === 0) return;
  const rows = newestBy(messages, (message) => message.data.eventId).map(({ data, sequence }) => ({
    event_id: data.eventId,
    organizer_id: data.organizerId,
    title: data.title,
    city: data.city,
    city_key: data.city === null ? null : cityKey(data.city),
    country: data.country,
    venue: data.venue,
    title_key: foldWords(data.title),
    text_key: foldWords([data.title, data.city, data.country, data.venue, ...data.tags].join(' ')),
    tags: data.tags,
    online: data.online,
    state: shownState(data),
    starts_at: data.startsAt,
    ends_at: data.endsAt,
    published_at: data.publishedAt,
    event_sequence: sequence,
  }));
  const now = at.toISOString();
  await tx.$executeRaw`
    INSERT INTO feed_events AS known
      (event_id, organizer_id, title, city, city_key, country, venue, tags, online, title_key, text_key, state, starts_at,
       ends_at, published_at, event_sequence, due_at)
    SELECT
      event_id, organizer_id, title, city, city_key, country, venue, tags, online, title_key, text_key, state, starts_at,
      ends_at, published_at, event_sequence, ${now}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS told (
      event_id uuid, organizer_id uuid, title text, city text, city_key text, country text, venue text, tags text[],
      online boolean, title_key text, text_key text, state event_state, starts_at timestamptz, ends_at timestamptz,
      published_at timestamptz, event_sequence bigint)
    ORDER BY event_id
    ON CONFLICT (event_id) DO UPDATE SET
      organizer_id = excluded.organizer_id, title = excluded.title, city = excluded.city, city_key = excluded.city_key,
      country = excluded.country, venue = excluded.venue, tags = excluded.tags, online = excluded.online,
      title_key = excluded.title_key, text_key = excluded.text_key, state = excluded.state,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, published_at = excluded.published_at,
      event_sequence = excluded.event_sequence,
      due_at = least(known.due_at, greatest(
        excluded.due_at, known.scored_at + make_interval(secs => ${AT_MOST_EVERY_SECONDS}::float8)))
    WHERE known.event_sequence < excluded.event_sequence`;
}
