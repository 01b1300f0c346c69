import type { FeedContext } from '../context.ts';
import { type SearchArguments, searchEvents as search } from '../search/search-events.ts';
import { toFeedConnection } from './to-feed-connection.ts';

export async function searchEvents(_: unknown, args: SearchArguments, { database }: FeedContext) {
  const { page, count } = await search(database, args, new Date());
  return { ...toFeedConnection(page, ({ rank }) => ({ score: rank })), count };
}
