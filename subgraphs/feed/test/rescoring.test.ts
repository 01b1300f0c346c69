import { createFeedDatabase } from '@cityevents/prisma/feed';
import { createLogger } from '@cityevents/service/logger';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { lockEventsTx } from '../src/feed-locks.ts';
import { listFeed } from '../src/listing/list-feed.ts';
import { presentMoment } from '../src/reading/as-of.ts';
import { keepClock, rescoreDue, rescoreTx, startRescoring } from '../src/scoring/rescore.ts';
import { DRIFT } from '../src/scoring/when-due.ts';
import { forgetVersions } from '../src/upkeep/forget-versions.ts';
import { startForgetting } from '../src/upkeep/forgetting.ts';
import { recordView } from '../src/views/record-view.ts';
import { DAY, event, eventFact, fromNow, HOUR, joinFact, newId } from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase, scoreAll } from './feed-database.ts';

const { database, url, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

const logger = createLogger('feed-test', 'silent');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const stored = (eventId: string) => database.feedEvent.findUniqueOrThrow({ where: { eventId } });
const scoreOf = async (eventId: string) => (await stored(eventId)).trendScore;
/** What readers are shown, the latest first. */
const versionsOf = async (eventId: string) =>
  (
    await database.$queryRaw<{ score: number }[]>`
      SELECT trend_score AS score FROM feed_scores WHERE event_id = ${eventId}::uuid ORDER BY valid_from DESC`
  ).map(({ score }) => score);

const now = new Date('2027-05-04T12:00:00.000Z');
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);

/** An event that has started and goes on for a month, so that only joins and views move its score: 3 without any. */
async function publish(at = now): Promise<string> {
  const startsAt = new Date(at.getTime() - HOUR);
  const endsAt = new Date(at.getTime() + 30 * DAY);
  const running = event({ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() });
  await applyMessages(database, [eventFact(running)], at);
  return running.eventId;
}
let sequence = 0;
const join = (eventId: string, joinedAt: Date) =>
  joinFact('confirmed', { eventId, userId: newId(), joinedAt }, ++sequence);

describe('an event', () => {
  test('is due when it is published, and then when a join or a view is told of', async () => {
    const eventId = await publish();
    expect(await rescoreDue(database, now)).toBe(1);
    expect(await rescoreDue(database, now)).toBe(0);
    expect(await versionsOf(eventId)).toEqual([3]);

    const later = after(MINUTE);
    await applyMessages(database, [join(eventId, later)], later);
    expect(await rescoreDue(database, later)).toBe(1);
    expect(await versionsOf(eventId)).toEqual([9, 3]);

    const lastly = after(2 * MINUTE);
    await recordView(database, { eventId, viewer: newId(), at: lastly });
    expect(await rescoreDue(database, lastly)).toBe(1);
    expect(await versionsOf(eventId)).toEqual([9.5, 9, 3]);
  });

  test('is scored once for many joins, and again five seconds later at the soonest', async () => {
    const eventId = await publish();
    await scoreAll(database, now);
    for (let i = 1; i <= 50; i++) await applyMessages(database, [join(eventId, now)], after(i));
    expect(await rescoreDue(database, after(5 * SECOND - 1))).toBe(0);
    expect(await rescoreDue(database, after(5 * SECOND))).toBe(1);
    expect(await versionsOf(eventId)).toEqual([3 + 50 * 6, 3]);
  });

  test('that is changed all the time is shown anew five seconds later at the soonest, and one that is new at once', async () => {
    const told = event({ startsAt: after(DAY).toISOString() });
    for (const sequence of [1, 2]) await applyMessages(database, [eventFact({ ...told, title: 'New' }, sequence)], now);
    expect(await rescoreDue(database, now)).toBe(1);
    for (let i = 3; i < 20; i++)
      await applyMessages(database, [eventFact({ ...told, title: `Title ${i}` }, i)], after(i));
    expect(await rescoreDue(database, after(5 * SECOND - 1))).toBe(0);
    expect(await rescoreDue(database, after(5 * SECOND))).toBe(1);
    const listings = await database.$queryRaw`SELECT title_key FROM feed_listings ORDER BY valid_from`;
    expect(listings).toEqual([{ title_key: 'new' }, { title_key: 'title 19' }]);
  });

  test('has no other version when its score is the same', async () => {
    const eventId = await publish();
    await scoreAll(database, now);
    const left = { eventId, userId: newId(), joinedAt: now };
    await applyMessages(
      database,
      [joinFact('confirmed', left, ++sequence), joinFact('cancelled', left, ++sequence)],
      after(MINUTE),
    );
    expect(await rescoreDue(database, after(MINUTE))).toBe(1);
    expect(await versionsOf(eventId)).toEqual([3]);
  });

  test('is due by itself when a join or a view leaves its window, and when it ends', async () => {
    const eventId = await publish();
    await applyMessages(database, [join(eventId, now)], now);
    await recordView(database, { eventId, viewer: newId(), at: after(-HOUR) });
    await scoreAll(database, now);
    const dues: [number, number][] = [];
    for (;;) {
      const { dueAt, endsAt } = await stored(eventId);
      await scoreAll(database, dueAt);
      dues.push([dueAt.getTime() - now.getTime(), await scoreOf(eventId)]);
      if (dueAt >= endsAt) break;
    }
    expect(dues).toEqual([
      [23 * HOUR, 9],
      [24 * HOUR, 5],
      [7 * DAY, 3],
      [30 * DAY, 0],
    ]);
    expect(await database.$queryRaw`SELECT due_at::text FROM feed_events`).toEqual([{ due_at: 'infinity' }]);
  });

  test('whose start comes nearer is never further from its score than a hundredth of a view, and seldom counted for it', async () => {
    const startsAt = after(20 * DAY);
    const coming = event({ startsAt: startsAt.toISOString() });
    await applyMessages(database, [eventFact(coming)], now);
    await scoreAll(database, now);
    let counted = 0;
    for (let { dueAt } = await stored(coming.eventId); dueAt < startsAt; { dueAt } = await stored(coming.eventId)) {
      const justBefore = (startsAt.getTime() - dueAt.getTime() + 1) / DAY;
      // Counted once a minute at the most: in the last hour a minute makes 0.002 points.
      expect(3 / (1 + justBefore) - (await scoreOf(coming.eventId))).toBeLessThanOrEqual(DRIFT + 1e-6);
      await scoreAll(database, dueAt);
      counted += 1;
    }
    // From 3 / 21 to 3 points, in steps of 0.005.
    expect(counted).toBeGreaterThanOrEqual(571);
    expect(counted).toBeLessThanOrEqual(573);
  });

  test('that is touched while it is scored is due again', async () => {
    const eventId = await publish();
    await scoreAll(database, now);
    await applyMessages(database, [join(eventId, now)], after(MINUTE));
    const other = createFeedDatabase(url, { applicationName: 'feed-test-scorer' });
    let told: Promise<void> | undefined;
    await other.$transaction(async (tx) => {
      await lockEventsTx(tx, [eventId]);
      await rescoreTx(tx, [eventId], after(MINUTE));
      told = applyMessages(database, [join(eventId, now)], after(MINUTE + 1));
      await eventually(async () => {
        const [row] = await database.$queryRaw<{ waiting: bigint }[]>`
          SELECT count(*) AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        expect(row?.waiting).toBe(1n);
      });
    });
    await told;
    await other.$disconnect();
    await scoreAll(database, after(2 * MINUTE));
    expect(await versionsOf(eventId)).toEqual([15, 9, 3]);
  });

  test('that somebody holds is left for later, and the others are scored', async () => {
    const [held, free] = [await publish(), await publish()];
    const other = createFeedDatabase(url, { applicationName: 'feed-test-holder' });
    await other.$transaction(async (tx) => {
      await lockEventsTx(tx, [held]);
      expect(await rescoreDue(database, now)).toBe(1);
    });
    await other.$disconnect();
    expect([await scoreOf(held), await scoreOf(free)]).toEqual([0, 3]);
    expect(await rescoreDue(database, now)).toBe(1);
    expect(await scoreOf(held)).toBe(3);
  });
});

describe('the running rescoring', () => {
  test('brings what is told of up to date by itself, soon', async () => {
    const stop = startRescoring(database, logger);
    const eventId = await publish(new Date());
    await applyMessages(database, [join(eventId, fromNow(-1))]);
    await eventually(async () => expect(await scoreOf(eventId)).toBeCloseTo(9, 9));
    await stop();
  });

  test('reaches every event, over more than one transaction', async () => {
    const facts = Array.from({ length: 1_100 }, () => eventFact(event({ startsAt: fromNow(-HOUR).toISOString() })));
    await applyMessages(database, facts);
    const stop = startRescoring(database, logger);
    await eventually(async () => expect(await database.feedEvent.count({ where: { trendScore: 3 } })).toBe(1_100));
    await stop();
  });

  test('tries again what failed', async () => {
    const eventId = await publish(new Date());
    await database.$executeRaw`ALTER TABLE feed_views RENAME TO feed_views_away`;
    await expect(rescoreDue(database, new Date())).rejects.toThrow();
    const stop = startRescoring(database, logger);
    await database.$executeRaw`ALTER TABLE feed_views_away RENAME TO feed_views`;
    await eventually(async () => expect(await scoreOf(eventId)).toBeCloseTo(3, 9));
    await stop();
  });
});

test('the clock goes on when nothing happens, and never back', async () => {
  await keepClock(database, now);
  expect(await presentMoment(database)).toEqual(now);
  await keepClock(database, after(MINUTE));
  expect(await presentMoment(database)).toEqual(now);
  await keepClock(database, after(MINUTE + 1));
  expect(await presentMoment(database)).toEqual(after(MINUTE + 1));
  await publish();
  await scoreAll(database, now);
  expect(await presentMoment(database)).toEqual(after(MINUTE + 2));
});

describe('upkeep', () => {
  test('forgets the views of more than eight days ago, however many, and keeps the others', async () => {
    const eventId = await publish(new Date());
    const view = (viewedAt: Date, hour = viewedAt) => ({ eventId, viewer: newId(), viewedAt, hour });
    const [recent, young, old] = [view(fromNow(-HOUR)), view(fromNow(-8 * DAY + HOUR)), fromNow(-8 * DAY - 1)];
    await database.feedView.createMany({ data: [recent, young, ...Array.from({ length: 12_000 }, () => view(old))] });
    const stop = startForgetting(database, logger);
    await eventually(async () => expect(await database.feedView.count()).toBe(2));
    await stop();
    expect(await database.feedView.count({ where: { viewer: { in: [recent.viewer, young.viewer] } } })).toBe(2);
  });

  test('forgets the versions nobody can read any more, and no valid one', async () => {
    const eventId = await publish();
    await scoreAll(database, now);
    for (const minutes of [1, 2, 30]) {
      await applyMessages(database, [join(eventId, now)], after(minutes * MINUTE));
      await scoreAll(database, after(minutes * MINUTE));
    }
    expect(await versionsOf(eventId)).toEqual([21, 15, 9, 3]);
    await forgetVersions(database, after(22 * MINUTE + SECOND));
    expect(await versionsOf(eventId)).toEqual([21, 15]);
    await forgetVersions(database, after(DAY));
    expect(await versionsOf(eventId)).toEqual([21]);
    const { edges } = await listFeed(database, { kind: 'TRENDING' }, after(DAY));
    expect(edges.map(({ node }) => node.trendScore)).toEqual([21]);
  });
});
