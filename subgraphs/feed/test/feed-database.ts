import { createFeedDatabase, type FeedDatabase } from '@cityevents/prisma/feed';
import { createTestDatabase } from '@cityevents/testing/database';

/** A feed database of a test file's own. */
export async function openFeedDatabase(): Promise<{ database: FeedDatabase; url: string; close(): Promise<void> }> {
  const { url, drop } = await createTestDatabase('feed');
  const database = createFeedDatabase(url, { applicationName: 'feed-test' });
  return {
    database,
    url,
    async close() {
      await database.$disconnect();
      await drop();
    },
  };
}

/** Takes out what a test put in. */
export async function emptyFeedDatabase(database: FeedDatabase): Promise<void> {
  await database.$executeRaw`TRUNCATE feed_events, feed_seats, feed_joins, feed_views, forgotten_people, inbox`;
}
