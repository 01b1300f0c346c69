import { type Keyset, keyset } from '@cityevents/connections/keyset';

export type FeedKind = 'TRENDING' | 'UPCOMING' | 'NEWEST';

/** An event as a feed lists it. */
export type FeedRow = { eventId: string; trendScore: number; startsAt: Date; publishedAt: Date };

const eventId = { field: 'eventId', column: 'e.event_id', type: 'uuid' } as const;
const startsAt = { field: 'startsAt', column: 'e.starts_at', type: 'timestamp' } as const;
const publishedAt = { field: 'publishedAt', column: 'e.published_at', type: 'timestamp' } as const;
const trendScore = { field: 'trendScore', column: 'e.trend_score', type: 'float' } as const;

/**
 * The order of each kind of feed. Each is an index of feed_events.
 *
 * A TRENDING cursor is base64 of `score|timestamp|id`; the others have the kind in the place of the score.
 *
 * TRENDING is read live: an event whose score moves across a reader's place between two pages is missed by them (when it
 * rises) or shown twice (when it falls). UPCOMING and NEWEST have that only when an organizer moves an event's start.
 */
export const feedOrders: Record<FeedKind, Keyset<FeedRow>> = {
  TRENDING: keyset(null, [
    { ...trendScore, direction: 'desc' },
    { ...startsAt, direction: 'asc' },
    { ...eventId, direction: 'asc' },
  ]),
  UPCOMING: keyset('upcoming', [
    { ...startsAt, direction: 'asc' },
    { ...eventId, direction: 'asc' },
  ]),
  NEWEST: keyset('newest', [
    { ...publishedAt, direction: 'desc' },
    { ...eventId, direction: 'desc' },
  ]),
};
