import { type FeedDatabase, Prisma } from '@cityevents/prisma/feed';
import { HAS_SEATS } from '../listing/feed-filter.ts';
import { feedOrders } from '../listing/feed-orders.ts';
import { personalize } from './pipeline.ts';
import type { Profile } from './profile.ts';
import type { Candidate, Ranked } from './rank.ts';
import { WINDOW } from './weights.ts';

/** Where a window begins: its first candidate in the order of TRENDING. */
export type WindowStart = { trendScore: number; eventId: string };

export type Window = {
  start: WindowStart;
  items: Ranked<Candidate & { hasSeats: boolean }>[];
  /** Where the next one begins; null for the last. */
  next: WindowStart | null;
};

/** The windows of one reading: the same each time they are asked for, but for who has seats left. */
export type Windows = {
  /** The one that begins there, or the first. Undefined when there is nothing. */
  at(start: WindowStart | null): Promise<Window | undefined>;
  /** The one before that. */
  before(start: WindowStart): Promise<Window | undefined>;
  last(): Promise<Window | undefined>;
};

/**
 * @param matches the reader's filter, on feed_listings `l`
 * @param looksForSeats whether anybody wants to know who has seats left; else all are said to.
 */
export function windowsOf(
  database: FeedDatabase,
  {
    asOf,
    profile,
    matches,
    looksForSeats,
  }: { asOf: Date; profile: Profile; matches: Prisma.Sql; looksForSeats: boolean },
): Windows {
  const from = feedOrders.TRENDING.from(asOf);
  const key = ({ trendScore, eventId }: WindowStart) => Prisma.sql`(${trendScore}::float8, ${eventId}::uuid)`;

  async function at(start: WindowStart | null): Promise<Window | undefined> {
    const notBefore = start ? Prisma.sql`(s.trend_score, s.event_id) <= ${key(start)}` : Prisma.sql`TRUE`;
    // One more than a window has: the next one begins there. As one JSON value: the driver takes as long for each value of a
    // row as the server takes for the row.
    const [{ found }] = await database.$queryRaw<[{ found: Window['items'] }]>`
      SELECT coalesce(json_agg(candidate ORDER BY "trendScore" DESC, "eventId" DESC), '[]') AS found
      FROM (
        SELECT
          l.event_id AS "eventId", s.trend_score AS "trendScore", l.organizer_id AS "organizerId",
          l.city_key AS "cityKey", l.tags, ${looksForSeats ? HAS_SEATS : Prisma.sql`TRUE`} AS "hasSeats"
        FROM ${from} AND ${matches} AND ${notBefore}
        ORDER BY s.trend_score DESC, s.event_id DESC
        LIMIT ${WINDOW + 1}::int
      ) AS candidate`;
    const [first] = found;
    if (!first) return undefined;
    const next = found[WINDOW];
    return {
      start: startOf(first),
      items: personalize(found.slice(0, WINDOW), profile),
      next: next ? startOf(next) : null,
    };
  }

  /** The candidate so many places before a start, or before the end of all. */
  async function startBefore(start: WindowStart | null, places: number): Promise<WindowStart | undefined> {
    const earlier = start ? Prisma.sql`(s.trend_score, s.event_id) > ${key(start)}` : Prisma.sql`TRUE`;
    const rows = await database.$queryRaw<WindowStart[]>`
      SELECT s.trend_score AS "trendScore", s.event_id AS "eventId"
      FROM ${from} AND ${matches} AND ${earlier}
      ORDER BY s.trend_score, s.event_id
      OFFSET ${places - 1}::int LIMIT 1`;
    return rows[0];
  }

  return {
    at,
    async before(start) {
      const before = await startBefore(start, WINDOW);
      return before && at(before);
    },
    async last() {
      const [row] = await database.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM ${from} AND ${matches}`;
      const { count } = row!;
      if (count === 0) return undefined;
      const start = await startBefore(null, count % WINDOW || WINDOW);
      return start && at(start);
    },
  };
}

function startOf({ trendScore, eventId }: Candidate): WindowStart {
  return { trendScore, eventId };
}
