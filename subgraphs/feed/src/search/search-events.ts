import type { Connection } from '@cityevents/connections/connection';
import { type Keyset, keyset } from '@cityevents/connections/keyset';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import { type FeedDatabase, Prisma } from '@cityevents/prisma/feed';
import { type FeedFilter, filterSql, seatsSql } from '../listing/feed-filter.ts';
import type { Reading } from '../listing/feed-orders.ts';
import { momentToRead, validAt } from '../reading/as-of.ts';
import { countMatches, type Matches } from './count-matches.ts';
import { matchesSql, rankSql } from './match-sql.ts';
import { readQuery, searchName } from './search-query.ts';

export type SearchArguments = ConnectionArguments & {
  query: string;
  filter?: FeedFilter | null;
  /** Also events that are over. */
  includeEnded: boolean;
};

/** An event that was found. */
export type FoundRow = { eventId: string; rank: number; asOf: Date };

const order = [
  { field: 'rank', column: 'found.rank', type: 'float', direction: 'desc' },
  { field: 'asOf', type: 'timestamp', carried: true },
  { field: 'eventId', column: 'found.event_id', type: 'uuid', direction: 'desc' },
] as const;

/**
 * A page of what a search finds, best first.
 *
 * @returns the page, and what counts all that was found; that costs about as much again, and is done once.
 * @throws GraphQLError BAD_USER_INPUT for arguments that can't be used; CURSOR_EXPIRED.
 */
export async function searchEvents(
  database: FeedDatabase,
  { query: typed, filter: narrowed, includeEnded, ...args }: SearchArguments,
  at: Date,
): Promise<{ page: Connection<FoundRow>; count: () => Promise<Matches> }> {
  const query = readQuery(typed);
  const filter = narrowed ?? {};
  const found: Keyset<FoundRow, Reading> = keyset(searchName(query, filter, includeEnded), order);
  const { sql, take, carried } = found.query(args);
  const asOf = await momentToRead(database, carried, args.after ? 'after' : 'before', at);
  const matches = Prisma.sql`
    ${validAt('l', asOf)} AND ${includeEnded ? Prisma.sql`TRUE` : Prisma.sql`NOT l.ended`}
    AND ${filterSql(filter)} AND ${seatsSql(filter)} AND ${matchesSql(query)}`;
  const page = await found.page(args, async () => {
    const rows = await database.$queryRaw<Omit<FoundRow, 'asOf'>[]>`
      SELECT event_id AS "eventId", rank
      FROM (SELECT l.event_id, (${rankSql(query)})::float8 AS rank FROM feed_listings l WHERE ${matches}) AS found
      WHERE ${sql.where}
      ORDER BY ${sql.orderBy}
      LIMIT ${take}::int`;
    return rows.map((row) => ({ ...row, asOf }));
  });
  let counted: Promise<Matches> | undefined;
  return {
    page,
    count: () => {
      counted ??= countMatches(database, matches);
      return counted;
    },
  };
}
