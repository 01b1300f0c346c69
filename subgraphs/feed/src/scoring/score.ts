import type { FeedTransaction } from '@cityevents/prisma/feed';

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

/** Scores that differ by less are the same; a row isn't written again for it. */
const TOLERANCE = 1e-9;

/**
 * Brings the scores of some events up to date, as of `at`. A window holds what is less than 24 hours (7 days) old, so a
 * join made exactly 24 hours before `at` has left it. Events that are over or cancelled score 0, below every other.
 *
 * The events are locked before they are counted: of two that rescore one event, the second counts what the first may
 * have missed, and none overwrites a newer score by an older one.
 */
export async function rescoreTx(tx: FeedTransaction, eventIds: string[], at: Date): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM feed_events WHERE event_id = ANY(${eventIds}::uuid[]) ORDER BY event_id FOR NO KEY UPDATE`;
  const now = at.toISOString();
  // Grouped rather than counted event by event: one look at a window, whichever index the planner takes for it.
  await tx.$executeRaw`
    WITH joins AS (
      -- One row a person and event, so rows are people.
      SELECT
        event_id,
        count(*) FILTER (WHERE joined_at > ${now}::timestamptz - interval '24 hours') AS users_24h,
        count(*) AS users_7d
      FROM feed_joins
      WHERE event_id = ANY(${eventIds}::uuid[])
        AND joined_at > ${now}::timestamptz - interval '168 hours'
        AND status IN ('CONFIRMED', 'CHECKED_IN')
      GROUP BY event_id
    ), views AS (
      SELECT event_id, count(DISTINCT viewer) AS users_24h
      FROM feed_views
      WHERE event_id = ANY(${eventIds}::uuid[]) AND viewed_at > ${now}::timestamptz - interval '24 hours'
      GROUP BY event_id
    ), counted AS (
      SELECT
        event_id,
        CASE WHEN state = 'PUBLISHED' AND ends_at > ${now}::timestamptz
          THEN ${weights.joinUsers24h}::float8 * coalesce(joins.users_24h, 0)
            + ${weights.joinUsers7d}::float8 * coalesce(joins.users_7d, 0)
            + ${weights.viewUsers24h}::float8 * coalesce(views.users_24h, 0)
            + ${weights.startsSoon}::float8
              / (1 + greatest(0, extract(epoch FROM starts_at - ${now}::timestamptz)::float8) / 86400)
          ELSE 0
        END AS score
      FROM feed_events
      LEFT JOIN joins USING (event_id)
      LEFT JOIN views USING (event_id)
      WHERE event_id = ANY(${eventIds}::uuid[])
    )
    UPDATE feed_events e
    SET trend_score = counted.score, scored_at = ${now}::timestamptz
    FROM counted
    WHERE e.event_id = counted.event_id AND abs(e.trend_score - counted.score) > ${TOLERANCE}::float8`;
}
