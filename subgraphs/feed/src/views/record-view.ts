import type { FeedDatabase } from '@cityevents/prisma/feed';
import { z } from 'zod';
import { AT_MOST_EVERY_SECONDS } from '../scoring/when-due.ts';

/** COUNTED, REPEATED within the hour, or the event isn't there (unknown, not published, cancelled). */
export type ViewOutcome = 'COUNTED' | 'REPEATED' | 'EVENT_NOT_FOUND';

const uuid = z.guid();

/** Remembers that a viewer looked at an event; once a clock hour (UTC) counts, and makes the event due to be scored. */
export async function recordView(
  database: FeedDatabase,
  view: { eventId: string; viewer: string; at: Date },
): Promise<ViewOutcome> {
  if (!uuid.safeParse(view.eventId).success) return 'EVENT_NOT_FOUND';
  const at = view.at.toISOString();
  const [row] = await database.$queryRaw<{ found: boolean; counted: boolean }[]>`
    WITH event AS (
      SELECT event_id FROM feed_events WHERE event_id = ${view.eventId}::uuid AND state = 'PUBLISHED'
    ), counted AS (
      INSERT INTO feed_views (event_id, viewer, viewed_at, hour)
      SELECT event_id, ${view.viewer}, ${at}::timestamptz, date_trunc('hour', ${at}::timestamptz, 'UTC') FROM event
      ON CONFLICT DO NOTHING
      RETURNING event_id
    ), touched AS (
      -- As touchTx does.
      UPDATE feed_events e
      SET due_at = greatest(${at}::timestamptz, scored_at + make_interval(secs => ${AT_MOST_EVERY_SECONDS}::float8))
      FROM counted
      WHERE e.event_id = counted.event_id
        AND due_at > greatest(${at}::timestamptz, scored_at + make_interval(secs => ${AT_MOST_EVERY_SECONDS}::float8))
    )
    SELECT EXISTS (SELECT FROM event) AS found, EXISTS (SELECT FROM counted) AS counted`;
  if (!row?.found) return 'EVENT_NOT_FOUND';
  return row.counted ? 'COUNTED' : 'REPEATED';
}
