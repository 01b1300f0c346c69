import type { FeedDatabase, Prisma } from '@cityevents/prisma/feed';

/** How many of what was found have one value. */
export type Facet = { value: string; count: number };

/** All that a search finds, in numbers. */
export type Matches = { totalCount: number; tags: Facet[]; cities: Facet[] };

/** So many values of a facet are told, the most frequent ones. */
const VALUES = 20;

/** Counts what matches (a condition on feed_listings `l`): all, by tag, and by city, however it is written. */
export async function countMatches(database: FeedDatabase, matches: Prisma.Sql): Promise<Matches> {
  const rows = await database.$queryRaw<{ facet: 'all' | 'tag' | 'city'; value: string; count: number }[]>`
    WITH matched AS MATERIALIZED (
      SELECT l.city, l.city_key, l.tags FROM feed_listings l WHERE ${matches}
    )
    SELECT 'all' AS facet, '' AS value, count(*)::int AS count FROM matched
    UNION ALL (
      SELECT 'tag', tag, count(*)::int FROM matched, unnest(tags) AS tag
      GROUP BY tag ORDER BY 3 DESC, 2 LIMIT ${VALUES}::int
    )
    UNION ALL (
      SELECT 'city', mode() WITHIN GROUP (ORDER BY city), count(*)::int FROM matched WHERE city_key IS NOT NULL
      GROUP BY city_key ORDER BY 3 DESC, 2 LIMIT ${VALUES}::int
    )`;
  const of = (facet: string) => rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }));
  return { totalCount: of('all')[0]!.count, tags: of('tag'), cities: of('city') };
}
