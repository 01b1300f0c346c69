import { type Keyset, keyset } from '@cityevents/connections/keyset';
import { Prisma } from '@cityevents/prisma/feed';
import { validAt } from '../reading/as-of.ts';

/** The feeds that are an index each; FOR_YOU is made of TRENDING. */
export type IndexedKind = 'TRENDING' | 'UPCOMING' | 'NEWEST';
export type FeedKind = IndexedKind | 'FOR_YOU';

/** An event as a feed lists it; its score is 0 in feeds that have none. `asOf` is the moment as of which the feed is read, the same for all pages of a reading. */
export type FeedRow = { eventId: string; trendScore: number; startsAt: Date; publishedAt: Date; asOf: Date };

/** What all pages of a reading share. */
export type Reading = { asOf: Date };

type FeedOrder = {
  keyset: Keyset<FeedRow, Reading>;
  /** The listings `l` of what is in this feed at a moment, and their scores `s` where the feed has them. */
  from: (asOf: Date) => Prisma.Sql;
};

const asOf = { field: 'asOf', type: 'timestamp', carried: true } as const;
const eventId = { field: 'eventId', column: 'l.event_id', type: 'uuid' } as const;
const startsAt = { field: 'startsAt', column: 'l.starts_at', type: 'timestamp' } as const;
const publishedAt = { field: 'publishedAt', column: 'l.published_at', type: 'timestamp' } as const;
const trendScore = { field: 'trendScore', column: 's.trend_score', type: 'float' } as const;
const scoredEventId = { ...eventId, column: 's.event_id' } as const;

const byTime = (moment: Date) =>
  Prisma.sql`(SELECT 0::float8 AS trend_score) s, feed_listings l WHERE NOT l.ended AND ${validAt('l', moment)}`;

/**
 * The order of each kind of feed: an index of feed_scores or feed_listings each. A cursor is base64 of `score|timestamp|id`:
 * what the feed is ordered by, the moment as of which it is read, and the event. Of events as popular as each other the newer id
 * comes first.
 */
export const feedOrders: Record<IndexedKind, FeedOrder> = {
  TRENDING: {
    keyset: keyset(null, [{ ...trendScore, direction: 'desc' }, asOf, { ...scoredEventId, direction: 'desc' }]),
    from: (moment) => Prisma.sql`
      feed_scores s JOIN feed_listings l ON l.event_id = s.event_id AND ${validAt('l', moment)}
      WHERE ${validAt('s', moment)}`,
  },
  UPCOMING: {
    keyset: keyset('upcoming', [{ ...startsAt, direction: 'asc' }, asOf, { ...eventId, direction: 'asc' }]),
    from: byTime,
  },
  NEWEST: {
    keyset: keyset('newest', [{ ...publishedAt, direction: 'desc' }, asOf, { ...eventId, direction: 'desc' }]),
    from: byTime,
  },
};
