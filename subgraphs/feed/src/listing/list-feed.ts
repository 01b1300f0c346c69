import type { Connection } from '@cityevents/connections/connection';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import type { FeedDatabase } from '@cityevents/prisma/feed';
import { momentToRead } from '../reading/as-of.ts';
import { type FeedFilter, filterSql, seatsSql } from './feed-filter.ts';
import { type FeedRow, feedOrders, type IndexedKind } from './feed-orders.ts';

export type FeedArguments = ConnectionArguments & { kind: IndexedKind; filter?: FeedFilter | null };

/**
 * A page of a feed: events that were published and not over when its first page was read, and match the filter.
 *
 * @throws GraphQLError BAD_USER_INPUT for arguments that can't be used; CURSOR_EXPIRED.
 */
export function listFeed(database: FeedDatabase, args: FeedArguments, at: Date): Promise<Connection<FeedRow>> {
  const filter = args.filter ?? {};
  const matches = filterSql(filter);
  const { keyset, from } = feedOrders[args.kind];
  return keyset.page(args, async ({ sql, take, carried }) => {
    const asOf = await momentToRead(database, carried, args.after ? 'after' : 'before', at);
    const rows = await database.$queryRaw<Omit<FeedRow, 'asOf'>[]>`
      SELECT
        l.event_id AS "eventId", s.trend_score AS "trendScore", l.starts_at AS "startsAt", l.published_at AS "publishedAt"
      FROM ${from(asOf)} AND ${matches} AND ${seatsSql(filter)} AND ${sql.where}
      ORDER BY ${sql.orderBy}
      LIMIT ${take}::int`;
    return rows.map((row) => ({ ...row, asOf }));
  });
}
