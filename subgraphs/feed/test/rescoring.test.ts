import { createLogger } from '@cityevents/service/logger';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { createRescoring } from '../src/scoring/rescoring.ts';
import { rescoreTx } from '../src/scoring/score.ts';
import { startSweeping, sweep } from '../src/scoring/sweep.ts';
import { DAY, event, eventFact, fromNow, HOUR, joinFact, newId } from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase } from './feed-database.ts';

const { database, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

const logger = createLogger('feed-test', 'silent');
const scoreOf = async (eventId: string) =>
  (await database.feedEvent.findUniqueOrThrow({ where: { eventId } })).trendScore;

/** An event that has started, so that only joins and views move its score. */
async function publish(): Promise<string> {
  const running = event({ startsAt: fromNow(-HOUR).toISOString() });
  await applyMessages(database, [eventFact(running)]);
  return running.eventId;
}
const join = (eventId: string, sequence = 1) =>
  joinFact('confirmed', { eventId, userId: newId(), joinedAt: fromNow(-1) }, sequence);

describe('rescoring', () => {
  test('brings what was touched up to date by itself, soon', async () => {
    const rescoring = createRescoring(database, logger);
    const eventId = await publish();
    rescoring.touch(await applyMessages(database, [join(eventId)]));
    await eventually(async () => expect(await scoreOf(eventId)).toBeCloseTo(9, 9));
    await rescoring.stop();
  });

  test('rescores an event once for many joins', async () => {
    const eventId = await publish();
    const versionOf = async () =>
      (
        await database.$queryRaw<
          { xmin: string }[]
        >`SELECT xmin::text FROM feed_events WHERE event_id = ${eventId}::uuid`
      )[0]!.xmin;
    const rescoring = createRescoring(database, logger);
    const unscored = await versionOf();
    for (let i = 1; i <= 50; i++) rescoring.touch(await applyMessages(database, [join(eventId, i)]));
    await rescoring.flush();
    const scored = await versionOf();
    expect(scored).not.toBe(unscored);
    expect(await scoreOf(eventId)).toBeCloseTo(3 + 50 * 6, 9);
    // Nothing is left to do, and what doesn't change isn't written.
    await rescoring.stop();
    await database.$transaction((tx) => rescoreTx(tx, [eventId], new Date()));
    expect(await versionOf()).toBe(scored);
  });

  test('tries again what failed', async () => {
    const eventId = await publish();
    const rescoring = createRescoring(database, logger);
    await database.$executeRaw`ALTER TABLE feed_views RENAME TO feed_views_away`;
    rescoring.touch([eventId]);
    await expect(rescoring.flush()).rejects.toThrow();
    await database.$executeRaw`ALTER TABLE feed_views_away RENAME TO feed_views`;
    await eventually(async () => expect(await scoreOf(eventId)).toBeCloseTo(3, 9));
    await rescoring.stop();
  });

  test('counts what was committed while it waited for another that had the event', async () => {
    const eventId = await publish();
    let rescored: Promise<void> | undefined;
    await database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM feed_events WHERE event_id = ${eventId}::uuid FOR UPDATE`;
      rescored = database.$transaction((other) => rescoreTx(other, [eventId], new Date()));
      await eventually(async () => {
        const [row] = await database.$queryRaw<{ waiting: bigint }[]>`
          SELECT count(*) AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        expect(row?.waiting).toBe(1n);
      });
      await applyMessages(database, [join(eventId)]);
    });
    await rescored;
    expect(await scoreOf(eventId)).toBeCloseTo(9, 9);
  });
});

describe('a sweep', () => {
  test('moves what time alone moves: starts come nearer, windows slide, events end', async () => {
    const coming = event({ startsAt: fromNow(3 * DAY).toISOString() });
    const ending = event({ startsAt: fromNow(-HOUR).toISOString(), endsAt: fromNow(HOUR).toISOString() });
    const running = event({ startsAt: fromNow(-HOUR).toISOString(), endsAt: fromNow(30 * DAY).toISOString() });
    await applyMessages(database, [...[coming, ending, running].map((each) => eventFact(each)), join(running.eventId)]);
    const scores = () => Promise.all([coming, ending, running].map((each) => scoreOf(each.eventId)));
    const now = new Date();
    expect(await sweep(database, now)).toBe(true);
    expect(await scores()).toEqual([expect.closeTo(3 / 4, 4), 3, 9]);
    expect(await sweep(database, new Date(now.getTime() + 2 * DAY))).toBe(true);
    expect(await scores()).toEqual([expect.closeTo(3 / 2, 4), 0, 5]);
  });

  test('reaches every event, over more than one transaction', async () => {
    const facts = Array.from({ length: 2_100 }, () => eventFact(event({ startsAt: fromNow(-HOUR).toISOString() })));
    await applyMessages(database, facts);
    await sweep(database, new Date());
    expect(await database.feedEvent.count({ where: { trendScore: 3 } })).toBe(2_100);
  });

  test('is left to another process that is at it', async () => {
    const eventId = await publish();
    await database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(20260)::text`;
      expect(await sweep(database, new Date())).toBe(false);
    });
    expect(await scoreOf(eventId)).toBe(0);
    expect(await sweep(database, new Date())).toBe(true);
    expect(await scoreOf(eventId)).toBe(3);
  });

  test('forgets the views of more than eight days ago, however many, and keeps the others', async () => {
    const eventId = await publish();
    const view = (viewedAt: Date, hour = viewedAt) => ({ eventId, viewer: newId(), viewedAt, hour });
    const [recent, young, old] = [view(fromNow(-HOUR)), view(fromNow(-8 * DAY + HOUR)), fromNow(-8 * DAY - 1)];
    await database.feedView.createMany({ data: [recent, young, ...Array.from({ length: 12_000 }, () => view(old))] });
    const stop = startSweeping(database, logger);
    await eventually(async () => expect(await database.feedView.count()).toBe(2));
    await stop();
    expect(await database.feedView.count({ where: { viewer: { in: [recent.viewer, young.viewer] } } })).toBe(2);
    expect(await scoreOf(eventId)).toBeCloseTo(3.5, 9);
  });
});
