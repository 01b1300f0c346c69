import type { FeedContext } from '../context.ts';
import { listForYou } from '../for-you/list-for-you.ts';
import type { FeedKind } from '../listing/feed-orders.ts';
import { type FeedArguments, listFeed } from '../listing/list-feed.ts';
import { readerOf } from '../rights.ts';
import { toFeedConnection } from './to-feed-connection.ts';

type Arguments = Omit<FeedArguments, 'kind'> & { kind: FeedKind };

export async function feed(_: unknown, { kind, ...args }: Arguments, { database, viewer }: FeedContext) {
  if (kind === 'FOR_YOU') {
    const page = await listForYou(database, readerOf(viewer), args, new Date());
    return toFeedConnection(page, ({ personalScore, reason }) => ({ score: personalScore, reason }));
  }
  const page = await listFeed(database, { kind, ...args }, new Date());
  return toFeedConnection(page, ({ trendScore }) => ({ score: kind === 'TRENDING' ? trendScore : null }));
}
