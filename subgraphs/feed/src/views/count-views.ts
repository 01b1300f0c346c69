import type { FeedDatabase } from '@cityevents/prisma/feed';
import { bucketStarts, fillBuckets, type TimeUnit } from '@cityevents/service/time-buckets';

/** Which event's views are counted, from when to when, and by what. */
export type ViewsWanted = { eventId: string; from: Date; to: Date; unit: TimeUnit; timezone: string };

/** Views that counted in an hour or a day, which begins at `at`. */
export type ViewsPoint = { at: Date; views: number };

/** How often an event was looked at over time; a viewer counts once an hour, whether or not the view itself is kept still. */
export async function countViews(
  database: FeedDatabase,
  { eventId, from, to, unit, timezone }: ViewsWanted,
): Promise<ViewsPoint[]> {
  const [first, last] = [from.toISOString(), to.toISOString()];
  const counted = await database.$queryRaw<ViewsPoint[]>`
    SELECT date_trunc(${unit}, hour, ${timezone}) AS at, sum(views)::int AS views
    FROM (
      SELECT hour, count(*) AS views FROM feed_views
      WHERE event_id = ${eventId}::uuid AND viewed_at >= ${first}::timestamptz AND viewed_at <= ${last}::timestamptz
      GROUP BY hour
      UNION ALL
      SELECT hour, views FROM feed_view_hours
      WHERE event_id = ${eventId}::uuid AND hour >= ${first}::timestamptz AND hour <= ${last}::timestamptz
    ) AS hours
    GROUP BY 1`;
  return fillBuckets(bucketStarts(from, to, unit, timezone), counted, { views: 0 });
}
