import type { FeedDatabase } from '@cityevents/prisma/feed';
import type { Viewer } from '@cityevents/viewer';
import type { AnonymousViewers } from './views/anonymous-viewers.ts';

/** What resolvers work with. */
export type FeedContext = {
  viewer: Viewer | null;
  /** The client's IP address, as the gateway saw it. */
  clientAddress: string;
  database: FeedDatabase;
  anonymousViewers: AnonymousViewers;
};
