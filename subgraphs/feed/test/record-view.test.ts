import { once } from 'node:events';
import { createLogger } from '@cityevents/service/logger';
import { connectRedis } from '@cityevents/service/redis';
import { createTestRedis } from '@cityevents/testing/redis';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { forgetViewCounts, forgetViews } from '../src/upkeep/forget-views.ts';
import { createAnonymousViewers } from '../src/views/anonymous-viewers.ts';
import { countViews } from '../src/views/count-views.ts';
import { recordView } from '../src/views/record-view.ts';
import { DAY, event, eventFact, fromNow, newId } from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase } from './feed-database.ts';

const { database, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

describe('a view', () => {
  const at = (time: string) => new Date(`2027-05-04T${time}Z`);

  test('counts once a viewer, event and hour', async () => {
    const events = [event(), event()];
    await applyMessages(
      database,
      events.map((each) => eventFact(each)),
    );
    const [eventId, otherId] = events.map((each) => each.eventId) as [string, string];
    const outcomes = [];
    for (const view of [
      { eventId, viewer: 'one', at: at('10:00:00.000') },
      { eventId, viewer: 'one', at: at('10:59:59.999') },
      { eventId, viewer: 'two', at: at('10:30:00.000') },
      { eventId: otherId, viewer: 'one', at: at('10:30:00.000') },
      { eventId, viewer: 'one', at: at('11:00:00.000') },
    ]) {
      outcomes.push(await recordView(database, view));
    }
    expect(outcomes).toEqual(['COUNTED', 'REPEATED', 'COUNTED', 'COUNTED', 'COUNTED']);
    expect(await database.feedView.count()).toBe(4);
  });

  test('counts once when it comes many times at once', async () => {
    const { eventId } = event();
    await applyMessages(database, [eventFact(event({ eventId }))]);
    const view = { eventId, viewer: 'one', at: at('10:00:00') };
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => recordView(database, view)));
    expect(outcomes.filter((outcome) => outcome === 'COUNTED')).toHaveLength(1);
  });

  test('of an unknown or cancelled event, or of no id at all, is refused', async () => {
    const cancelled = event({ state: 'CANCELLED' });
    await applyMessages(database, [eventFact(cancelled)]);
    for (const eventId of [newId(), cancelled.eventId, 'concert', '']) {
      expect(await recordView(database, { eventId, viewer: 'one', at: at('10:00:00') })).toBe('EVENT_NOT_FOUND');
    }
    expect(await database.feedView.count()).toBe(0);
  });
});

describe('anonymous viewers', () => {
  const logger = createLogger('feed-test', 'silent');
  const clients: Redis[] = [];
  let url: string;
  beforeAll(async () => {
    ({ url } = await createTestRedis());
  });
  afterAll(() => clients.forEach((client) => void client.disconnect()));

  async function connected(): Promise<Redis> {
    const redis = connectRedis(url, logger);
    clients.push(redis);
    await once(redis, 'ready');
    return redis;
  }

  test('have the same key in every process for a day, and another on the next', async () => {
    const [one, two] = [
      createAnonymousViewers(await connected(), logger),
      createAnonymousViewers(await connected(), logger),
    ];
    const [today, tomorrow] = [new Date(), fromNow(DAY)];
    const key = await one.keyOf('192.0.2.1', today);
    expect(await two.keyOf('192.0.2.1', today)).toBe(key);
    expect(await one.keyOf('192.0.2.2', today)).not.toBe(key);
    expect(await one.keyOf('192.0.2.1', tomorrow)).not.toBe(key);
    expect(key).not.toContain('192.0.2.1');
  });

  test('are one in a whole IPv6 network, whose addresses a subscriber can pick at will', async () => {
    const viewers = createAnonymousViewers(await connected(), logger);
    const keyOf = (address: string) => viewers.keyOf(address, new Date());
    const key = await keyOf('2001:db8:0:1::1');
    expect(await keyOf('2001:db8:0:1:ffff::2')).toBe(key);
    expect(await keyOf('2001:db8:0:2::1')).not.toBe(key);
    expect(await keyOf('::ffff:192.0.2.1')).toBe(await keyOf('192.0.2.1'));
  });

  test("leave nothing in Redis that outlives the day's end", async () => {
    const redis = await connected();
    await redis.flushdb();
    await createAnonymousViewers(redis, logger).keyOf('192.0.2.1', new Date());
    const keys = await redis.keys('*');
    expect(keys).toHaveLength(1);
    const endOfDay = new Date().setUTCHours(24, 0, 0, 0) / 1000;
    expect(await redis.call('EXPIRETIME', keys[0]!)).toBe(endOfDay);
  });

  test('are still told apart by one process while Redis is away', async () => {
    const away = connectRedis('redis://127.0.0.1:1', logger);
    clients.push(away);
    const viewers = createAnonymousViewers(away, logger);
    const key = await viewers.keyOf('192.0.2.1', new Date());
    expect(await viewers.keyOf('192.0.2.1', new Date())).toBe(key);
    expect(await viewers.keyOf('192.0.2.2', new Date())).not.toBe(key);
  });
});

describe('views over time', () => {
  const at = (time: string) => new Date(`2027-05-${time}Z`);
  const wanted = { from: at('01T22:00'), to: at('20T10:00'), unit: 'DAY' as const, timezone: 'Europe/Vienna' };

  test('count the same before and after the views themselves are forgotten', async () => {
    const { eventId } = event();
    await applyMessages(database, [eventFact(event({ eventId }))]);
    const views = ['02T21:59', '02T22:00', '02T22:30', '03T09:00', '19T12:00'];
    for (const [i, time] of views.entries()) await recordView(database, { eventId, viewer: `v${i}`, at: at(time) });
    const counted = await countViews(database, { eventId, ...wanted });
    expect(counted.filter(({ views }) => views > 0)).toEqual([
      { at: at('01T22:00'), views: 1 },
      { at: at('02T22:00'), views: 3 },
      { at: at('18T22:00'), views: 1 },
    ]);
    expect(counted).toHaveLength(19);
    for (const day of ['11T22:15', '12T00:00']) await forgetViews(database, at(day));
    expect(await database.feedView.count()).toBe(1);
    expect(await countViews(database, { eventId, ...wanted })).toEqual(counted);
    await forgetViewCounts(database, new Date('2028-12-01'));
    expect(await database.feedViewHour.count()).toBe(0);
  });

  test('forgotten by many at once are counted once each', async () => {
    const { eventId } = event();
    await applyMessages(database, [eventFact(event({ eventId }))]);
    const views = Array.from({ length: 40 }, (_, i) => ({ eventId, viewer: `v${i}`, at: at('02T12:00') }));
    for (const view of views) await recordView(database, view);
    await Promise.all(Array.from({ length: 5 }, () => forgetViews(database, at('19T12:00'))));
    const counted = await countViews(database, { eventId, ...wanted });
    expect(counted.reduce((sum, { views }) => sum + views, 0)).toBe(40);
  });
});
