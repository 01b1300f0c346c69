import type { FeedTransaction } from '@cityevents/prisma/feed';
import { BY_TIME_AT_MOST_EVERY_SECONDS, DRIFT } from './when-due.ts';

/**
 * What counts how much in the trend score. Source: the contract of the public API, which states the formula
 *
 *     trend_score = 4.0 * join_users_24h + 2.0 * join_users_7d + 0.5 * view_users_24h + 3.0 / (1 + days_until_start)
 *
 * - join_users: people whose join was made in the window and stands (CONFIRMED or CHECKED_IN)
 * - view_users: distinct viewers in the window
 * - days_until_start: seconds / 86,400, with fraction, 0 once the event has started
 */
export const weights = { joinUsers24h: 4, joinUsers7d: 2, viewUsers24h: 0.5, startsSoon: 3 };

/**
 * Counts the scores of some events, which the transaction has locked, as of `at`, and when each is due again. A window holds
 * what is less than 24 hours (7 days) old, so a join made exactly 24 hours before `at` has left it. Events that are over
 * or cancelled score 0, below every other.
 *
 * An event is due again by itself when it ends, when the oldest join or view leaves its window, and when its start has come
 * nearer by what makes DRIFT points: solved for the days d' left then, 3 / (1 + d') = 3 / (1 + d) + DRIFT.
 */
export async function countScoresTx(tx: FeedTransaction, eventIds: string[], at: Date): Promise<void> {
  const now = at.toISOString();
  // Grouped rather than counted event by event: one look at a window, whichever index the planner takes for it.
  await tx.$executeRaw`
    WITH joins AS (
      -- One row a person and event, so rows are people.
      SELECT
        event_id,
        count(*) FILTER (WHERE joined_at > ${now}::timestamptz - interval '24 hours') AS users_24h,
        min(joined_at) FILTER (WHERE joined_at > ${now}::timestamptz - interval '24 hours') AS first_in_24h,
        count(*) AS users_7d,
        min(joined_at) AS first_in_7d
      FROM feed_joins
      WHERE event_id = ANY(${eventIds}::uuid[])
        AND joined_at > ${now}::timestamptz - interval '168 hours'
        AND status IN ('CONFIRMED', 'CHECKED_IN')
      GROUP BY event_id
    ), views AS (
      SELECT event_id, count(DISTINCT viewer) AS users_24h, min(viewed_at) AS first_in_24h
      FROM feed_views
      WHERE event_id = ANY(${eventIds}::uuid[]) AND viewed_at > ${now}::timestamptz - interval '24 hours'
      GROUP BY event_id
    ), known AS (
      SELECT
        event_id, ends_at, starts_at,
        state = 'PUBLISHED' AND ends_at > ${now}::timestamptz AS in_feed,
        greatest(0, extract(epoch FROM starts_at - ${now}::timestamptz)::float8) / 86400 AS days
      FROM feed_events
      WHERE event_id = ANY(${eventIds}::uuid[])
    ), counted AS (
      SELECT
        event_id,
        CASE WHEN in_feed
          THEN ${weights.joinUsers24h}::float8 * coalesce(joins.users_24h, 0)
            + ${weights.joinUsers7d}::float8 * coalesce(joins.users_7d, 0)
            + ${weights.viewUsers24h}::float8 * coalesce(views.users_24h, 0)
            + ${weights.startsSoon}::float8 / (1 + days)
          ELSE 0
        END AS score,
        CASE WHEN in_feed
          THEN least(ends_at, greatest(
            ${now}::timestamptz + make_interval(secs => ${BY_TIME_AT_MOST_EVERY_SECONDS}::float8),
            least(
              joins.first_in_24h + interval '24 hours',
              joins.first_in_7d + interval '168 hours',
              views.first_in_24h + interval '24 hours',
              CASE WHEN days > 0 THEN starts_at - make_interval(secs => 86400 * greatest(
                0,
                ${weights.startsSoon}::float8 / (${weights.startsSoon}::float8 / (1 + days) + ${DRIFT}::float8) - 1
              )) ELSE 'infinity' END)))
          ELSE 'infinity'
        END AS due_at
      FROM known
      LEFT JOIN joins USING (event_id)
      LEFT JOIN views USING (event_id)
    )
    UPDATE feed_events e
    SET trend_score = counted.score, scored_at = ${now}::timestamptz, due_at = counted.due_at
    FROM counted
    WHERE e.event_id = counted.event_id`;
}
