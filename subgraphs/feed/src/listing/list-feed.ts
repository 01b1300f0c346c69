import type { Connection } from '@cityevents/connections/connection';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import type { FeedDatabase } from '@cityevents/prisma/feed';
import { type FeedFilter, filterSql } from './feed-filter.ts';
import { type FeedKind, type FeedRow, feedOrders } from './feed-orders.ts';

export type FeedArguments = ConnectionArguments & { kind: FeedKind; filter?: FeedFilter | null };

/**
 * A page of a feed: published events that aren't over at `at` and match the filter.
 *
 * @throws GraphQLError BAD_USER_INPUT for arguments that can't be used.
 */
export function listFeed(database: FeedDatabase, args: FeedArguments, at: Date): Promise<Connection<FeedRow>> {
  const filter = filterSql(args.filter ?? {});
  return feedOrders[args.kind].page(
    args,
    ({ sql, take }) => database.$queryRaw<FeedRow[]>`
      SELECT
        e.event_id AS "eventId", e.trend_score AS "trendScore", e.starts_at AS "startsAt",
        e.published_at AS "publishedAt"
      FROM feed_events e
      LEFT JOIN feed_seats s USING (event_id)
      WHERE e.state = 'PUBLISHED' AND e.ends_at > ${at.toISOString()}::timestamptz
        AND ${filter}
        AND ${sql.where}
      ORDER BY ${sql.orderBy}
      LIMIT ${take}::int`,
  );
}
