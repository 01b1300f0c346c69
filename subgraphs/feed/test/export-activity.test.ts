import { afterAll, beforeEach, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { exportActivity } from '../src/views/export-activity.ts';
import { fromNow, HOUR, joinFact, newId, personFact } from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase } from './feed-database.ts';

const { database, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

test('a person’s activity is their views, those of one moment too, and their joins, each once, and what they like', async () => {
  const [ada, bob] = [newId(), newId()];
  const viewedAt = fromNow(-HOUR);
  const hour = new Date(Math.floor(viewedAt.getTime() / HOUR) * HOUR);
  const eventIds = Array.from({ length: 1_100 }, newId);
  await database.feedView.createMany({
    data: eventIds.flatMap((eventId) => [ada, bob].map((viewer) => ({ eventId, viewer, viewedAt, hour }))),
  });
  const joinedAt = fromNow(-HOUR);
  await applyMessages(
    database,
    eventIds.map((eventId) => joinFact('confirmed', { eventId, userId: ada, joinedAt }, 2)),
  );

  await applyMessages(database, [personFact(ada, { interests: ['jazz'], homeCity: 'Graz' })]);

  const { profile, views, joins } = await exportActivity(database, ada);
  expect(profile).toEqual({ interests: ['jazz'], homeCity: 'Graz' });
  expect(views).toEqual({
    rows: eventIds.toSorted().map((eventId) => ({ eventId, viewedAt })),
    truncated: false,
  });
  expect(joins).toEqual({
    rows: eventIds.toSorted().map((eventId) => ({ eventId, status: 'CONFIRMED', joinedAt })),
    truncated: false,
  });
  expect(await exportActivity(database, bob)).toMatchObject({ profile: null, joins: { rows: [] } });
});
