import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import type { FeedFilter } from '../src/listing/feed-filter.ts';
import type { IndexedKind } from '../src/listing/feed-orders.ts';
import { type FeedArguments, listFeed } from '../src/listing/list-feed.ts';
import { DAY, event, eventFact, HOUR, newId, seatsFact } from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase, scoreAll, showWithScores } from './feed-database.ts';

const { database, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

const now = new Date('2027-05-04T12:00:00.000Z');
const at = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
const list = (args: Partial<FeedArguments> = {}) => listFeed(database, { kind: 'TRENDING', ...args }, now);
const ids = async (args: Partial<FeedArguments> = {}) => (await list(args)).edges.map(({ node }) => node.eventId);

/** Publishes an event with a given score, as scoring would have left it. */
async function publish({ score = 1, ...told }: Parameters<typeof event>[0] & { score?: number } = {}) {
  const published = event({ startsAt: at(7 * DAY), ...told });
  await showWithScores(database, [{ event: published, score }], now);
  return published.eventId;
}

describe('the order', () => {
  test('of TRENDING is by score, then the newer id first', async () => {
    const low = await publish({ score: 1 });
    const twins = [await publish({ score: 3 }), await publish({ score: 3 })].sort().reverse();
    const middle = await publish({ score: 2 });
    expect(await ids()).toEqual([...twins, middle, low]);
  });

  test('of UPCOMING is by start, soonest first', async () => {
    const later = await publish({ startsAt: at(2 * DAY), score: 9 });
    const running = await publish({ startsAt: at(-HOUR) });
    const sooner = await publish({ startsAt: at(DAY) });
    expect(await ids({ kind: 'UPCOMING' })).toEqual([running, sooner, later]);
  });

  test('of NEWEST is by publishing, newest first', async () => {
    const old = await publish({ publishedAt: at(-DAY), score: 9 });
    const fresh = await publish({ publishedAt: at(-HOUR) });
    expect(await ids({ kind: 'NEWEST' })).toEqual([fresh, old]);
  });
});

test('events that are over or cancelled are in no feed', async () => {
  await publish({ startsAt: at(-3 * HOUR), endsAt: at(0), score: 9 });
  const cancelled = event({ startsAt: at(DAY) });
  await applyMessages(database, [eventFact(cancelled)], now);
  await scoreAll(database, now);
  expect(await ids()).toEqual([cancelled.eventId]);
  await applyMessages(database, [eventFact({ ...cancelled, state: 'CANCELLED' }, 2)], now);
  await scoreAll(database, new Date(at(10_000)));
  for (const kind of ['TRENDING', 'UPCOMING', 'NEWEST'] as const) expect(await ids({ kind })).toEqual([]);
});

describe('the filter', () => {
  test.each<[string, FeedFilter]>([
    ['city, in any case', { city: ' GRAZ ' }],
    ['tags, any of them', { tags: ['Jazz', 'opera'] }],
    ['startsAfter, that moment included', { startsAfter: new Date(at(9 * DAY)) }],
    ['online', { online: true }],
    ['several at once', { city: 'Graz', online: true, hasSeats: true }],
  ])('narrows by %s', async (_, filter) => {
    await publish();
    const wanted = await publish({ city: 'Graz', tags: ['jazz', 'bar'], startsAt: at(9 * DAY), online: true });
    expect(await ids({ filter })).toEqual([wanted]);
  });

  test('startsBefore leaves out what starts at that moment', async () => {
    const sooner = await publish({ startsAt: at(DAY - 1) });
    await publish({ startsAt: at(DAY) });
    expect(await ids({ filter: { startsBefore: new Date(at(DAY)) } })).toEqual([sooner]);
  });

  test('hasSeats goes by the newest fact about seats', async () => {
    const unlimited = await publish({ score: 4 });
    const free = await publish({ score: 3 });
    const full = await publish({ score: 2 });
    const untold = await publish({ score: 1 });
    await applyMessages(database, [
      seatsFact(unlimited, { capacity: null, taken: 1_000, waitlisted: 0 }, 1),
      seatsFact(free, { capacity: 2, taken: 2, waitlisted: 0 }, 1),
      seatsFact(free, { capacity: 3, taken: 2, waitlisted: 0 }, 2),
      seatsFact(full, { capacity: 2, taken: 2, waitlisted: 1 }, 1),
    ]);
    expect(await ids({ filter: { hasSeats: true } })).toEqual([unlimited, free, untold]);
    expect(await ids({ filter: { hasSeats: false } })).toEqual([full]);
  });

  test('of nulls and no tags does not narrow', async () => {
    const eventId = await publish();
    const filter = { city: null, tags: [], startsAfter: null, startsBefore: null, online: null, hasSeats: null };
    expect(await ids({ filter })).toEqual([eventId]);
  });

  test('takes moments that no calendar of PostgreSQL has', async () => {
    const eventId = await publish();
    const filter = { startsAfter: new Date('0000-01-01T00:00:00Z'), startsBefore: new Date(8.64e15) };
    expect(await ids({ filter })).toEqual([eventId]);
  });

  test.each<[string, FeedFilter]>([
    ['filter.city', { city: 'x'.repeat(121) }],
    ['filter.city', { city: 'Gra\0z' }],
    ['filter.tags', { tags: Array(21).fill('a') }],
    ['filter.tags', { tags: Array(100_000).fill('\0') }],
    ['filter.tags.1', { tags: ['a', '\0'] }],
  ])('refuses an unusable %s', async (argumentName, filter) => {
    await expect(async () => list({ filter })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', argumentName },
    });
  });
});

describe('cursors', () => {
  test('are base64 of score|timestamp|id, and exact: what the feed is ordered by, the moment of reading, the event', async () => {
    const publishedAt = at(-DAY);
    const eventId = await publish({ score: 0.1 + 0.2, publishedAt });
    const places = {
      TRENDING: '0.30000000000000004',
      UPCOMING: `upcoming:${at(7 * DAY)}`,
      NEWEST: `newest:${publishedAt}`,
    };
    for (const [kind, place] of Object.entries(places) as [IndexedKind, string][]) {
      const [edge] = (await list({ kind })).edges;
      expect(Buffer.from(edge!.cursor, 'base64').toString()).toBe(`${place}|${now.toISOString()}|${eventId}`);
      expect(await ids({ kind, after: edge!.cursor })).toEqual([]);
      expect(await ids({ kind, before: edge!.cursor })).toEqual([]);
    }
  });

  test.each([
    ['TRENDING', 'UPCOMING'],
    ['UPCOMING', 'NEWEST'],
    ['NEWEST', 'TRENDING'],
  ] as const)('of %s are refused by %s', async (from, to) => {
    await publish();
    const { pageInfo } = await list({ kind: from });
    await expect(async () => list({ kind: to, after: pageInfo.endCursor })).rejects.toMatchObject({
      message: 'after: this cursor belongs to another list.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test('that are broken are refused, never page one', async () => {
    await publish();
    const { pageInfo } = await list();
    for (const before of ['', 'x', pageInfo.endCursor!.slice(0, -8)]) {
      await expect(async () => list({ before })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
  });
});

const kinds = fc.constantFrom<IndexedKind>('TRENDING', 'UPCOMING', 'NEWEST');
const filters = fc.constantFrom<FeedFilter>({}, { online: true }, { tags: ['jazz'] }, { city: 'graz', hasSeats: true });
// Few different values, so that there are ties in every column.
const events = fc.array(
  fc.record({
    score: fc.constantFrom(0, 1 / 3, 7),
    startsAt: fc.constantFrom(at(-HOUR), at(DAY), at(2 * DAY)),
    publishedAt: fc.constantFrom(at(-DAY), at(-HOUR)),
    city: fc.constantFrom('Graz', 'Linz', null),
    tags: fc.constantFrom<string[]>(['jazz'], ['rock'], ['jazz', 'rock']),
    online: fc.boolean(),
  }),
  { maxLength: 14 },
);

test('reading to the end, from either end and by any page size, shows what matches once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(events, kinds, filters, fc.integer({ min: 1, max: 5 }), async (published, kind, filter, size) => {
      await emptyFeedDatabase(database);
      const known = published.map(({ score, ...told }) => ({ score, ...event(told) }));
      await showWithScores(
        database,
        known.map(({ score, ...each }) => ({ event: each, score })),
        now,
      );
      const wanted = known
        .filter((each) => !filter.online || each.online)
        .filter((each) => !filter.tags || each.tags.includes('jazz'))
        .filter((each) => !filter.city || each.city === 'Graz')
        .sort((a, b) => {
          if (kind === 'NEWEST') return compare(b.publishedAt, a.publishedAt) || compare(b.eventId, a.eventId);
          if (kind === 'TRENDING') return b.score - a.score || compare(b.eventId, a.eventId);
          return compare(a.startsAt, b.startsAt) || compare(a.eventId, b.eventId);
        })
        .map(({ eventId }) => eventId);

      const forward: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page = await list({ kind, filter, first: size, after });
        forward.push(...page.edges.map(({ node }) => node.eventId));
        [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
      }
      expect(forward).toEqual(wanted);

      const backward: string[] = [];
      for (let before: string | null = null, more = true; more; ) {
        const page = await list({ kind, filter, last: size, before });
        backward.unshift(...page.edges.map(({ node }) => node.eventId));
        [before, more] = [page.pageInfo.startCursor, page.pageInfo.hasPreviousPage];
      }
      expect(backward).toEqual(wanted);
    }),
    { numRuns: 25 },
  );
});

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

test('an unknown event is nowhere', async () => {
  await applyMessages(database, [seatsFact(newId(), { capacity: 1, taken: 0, waitlisted: 0 }, 1)]);
  expect(await ids()).toEqual([]);
});
