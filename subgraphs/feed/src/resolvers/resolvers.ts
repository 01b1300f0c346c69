import { DataExport } from './DataExport.ts';
import { EventStats } from './EventStats.ts';
import { FeedConnection } from './FeedConnection.ts';
import { feed } from './feed.ts';
import { recordView } from './recordView.ts';
import { searchEvents } from './searchEvents.ts';

/** Each resolver stands in the file named as its field. */
export const resolvers = {
  Query: { feed, searchEvents },
  Mutation: { recordView },
  FeedConnection,
  EventStats,
  DataExport,
};
