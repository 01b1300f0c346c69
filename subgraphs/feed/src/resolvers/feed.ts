import type { FeedContext } from '../context.ts';
import { type FeedArguments, listFeed } from '../listing/list-feed.ts';

export async function feed(_: unknown, args: FeedArguments, { database }: FeedContext) {
  const { edges, pageInfo } = await listFeed(database, args, new Date());
  return {
    edges: edges.map(({ cursor, node: event }) => ({
      cursor,
      node: { __typename: 'Event', id: event.eventId },
      score: args.kind === 'TRENDING' ? event.trendScore : null,
    })),
    pageInfo,
  };
}
