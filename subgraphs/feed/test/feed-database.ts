import type { EventSnapshot } from '@cityevents/messages/event';
import { createFeedDatabase, type FeedDatabase } from '@cityevents/prisma/feed';
import { createTestDatabase } from '@cityevents/testing/database';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { moveClockTx } from '../src/feed-locks.ts';
import { rescoreDue } from '../src/scoring/rescore.ts';
import { writeVersionsTx } from '../src/scoring/versions.ts';
import { eventFact } from './facts.ts';

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
  await database.$executeRaw`
    TRUNCATE feed_events, feed_listings, feed_scores, feed_seats, feed_joins, feed_views, feed_view_hours, feed_people, feed_readers,
      forgotten_people, inbox`;
  await database.$executeRaw`UPDATE feed_clock SET at = '2001-01-01T00:00Z'`;
}

/** Scores all that is due at a moment, as the running subgraph would by itself. */
export async function scoreAll(database: FeedDatabase, at = new Date()): Promise<void> {
  while ((await rescoreDue(database, at)) > 0);
}

/** Publishes events with scores of the test's choice, and shows them to readers as they would be. */
export async function showWithScores(
  database: FeedDatabase,
  shown: { event: EventSnapshot; score: number }[],
  at: Date,
): Promise<void> {
  await applyMessages(
    database,
    shown.map(({ event }) => eventFact(event)),
    at,
  );
  const eventIds = shown.map(({ event }) => event.eventId);
  await database.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE feed_events SET trend_score = told.score, due_at = 'infinity'
      FROM unnest(${eventIds}::uuid[], ${shown.map(({ score }) => score)}::float8[]) AS told (event_id, score)
      WHERE feed_events.event_id = told.event_id`;
    await writeVersionsTx(tx, eventIds, { at, moment: await moveClockTx(tx, at) });
  });
}
