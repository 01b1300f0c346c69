import type { Connection } from '@cityevents/connections/connection';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import type { EventSnapshot } from '@cityevents/messages/event';
import { createFeedDatabase } from '@cityevents/prisma/feed';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { moveClockTx } from '../src/feed-locks.ts';
import { listForYou } from '../src/for-you/list-for-you.ts';
import type { FeedFilter } from '../src/listing/feed-filter.ts';
import { listFeed } from '../src/listing/list-feed.ts';
import { presentMoment } from '../src/reading/as-of.ts';
import { keepClock } from '../src/scoring/rescore.ts';
import { writeVersionsTx } from '../src/scoring/versions.ts';
import { searchEvents } from '../src/search/search-events.ts';
import { forgetVersions } from '../src/upkeep/forget-versions.ts';
import { change, makeTown } from './busy-town.ts';
import { DAY, event, eventFact, newId, seatsFact } from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase, scoreAll, showWithScores } from './feed-database.ts';

const { database, url, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

const start = new Date('2027-05-04T12:00:00.000Z');
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);
const MINUTE = 60_000;

type Kind = 'TRENDING' | 'UPCOMING' | 'NEWEST' | 'FOR_YOU' | 'search';
const kinds: Kind[] = ['TRENDING', 'UPCOMING', 'NEWEST', 'FOR_YOU', 'search'];
const reader = newId();

/** A page of any kind of feed, as its resolver reads it. */
async function list(
  kind: Kind,
  args: ConnectionArguments & { filter?: FeedFilter },
  at: Date,
): Promise<Connection<{ eventId: string }>> {
  if (kind === 'FOR_YOU') return listForYou(database, reader, args, at);
  if (kind !== 'search') return listFeed(database, { kind, ...args }, at);
  return (await searchEvents(database, { query: 'concert', includeEnded: false, ...args }, at)).page;
}
const idsOf = (page: Connection<{ eventId: string }>) => page.edges.map(({ node }) => node.eventId);

/** Reads on from a page to the end of its direction, in the order of the list. */
async function readOn(
  kind: Kind,
  filter: FeedFilter,
  way: 'first' | 'last',
  size: number,
  now: () => Date,
  done = () => {},
) {
  const found: string[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const page = await list(kind, { filter, [way]: size, [way === 'first' ? 'after' : 'before']: cursor }, now());
    if (cursor === null) done();
    if (way === 'first') found.push(...idsOf(page));
    else found.unshift(...idsOf(page));
    more = way === 'first' ? page.pageInfo.hasNextPage : page.pageInfo.hasPreviousPage;
    cursor = way === 'first' ? page.pageInfo.endCursor : page.pageInfo.startCursor;
  }
  return found;
}

const filters: FeedFilter[] = [{}, { city: 'graz' }, { tags: ['jazz', 'food'] }, { online: true }];
const matches = (filter: FeedFilter) => (each: EventSnapshot) =>
  (!filter.city || each.city?.toLowerCase() === filter.city) &&
  (!filter.tags || filter.tags.some((tag) => each.tags.includes(tag))) &&
  (filter.online === undefined || each.online === filter.online);

describe.each(kinds)('%s', (kind) => {
  test('shows each event that matched at the first page exactly once, in one order, whatever happens while it is read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(999),
          filter: fc.constantFrom(...filters),
          size: fc.integer({ min: 5, max: 60 }),
          changes: fc.array(change, { minLength: 40, maxLength: 60 }),
        }),
        async ({ seed, filter, size, changes }) => {
          await emptyFeedDatabase(database);
          let now = start;
          const town = makeTown(database, reader, start, seed);
          await applyMessages(database, town.facts(), now);
          await scoreAll(database, now);
          const atFirst = town.events.filter(matches(filter)).map((each) => each.eventId);
          const quietly = await readOn(kind, filter, 'first', 100, () => now);
          expect(quietly.toSorted()).toEqual(atFirst.toSorted());

          // The readers have their first page; then the town goes on while they read.
          const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
          const readers = Promise.all([
            readOn(kind, filter, 'first', size, () => now, begun[0].resolve),
            readOn(kind, filter, 'last', size, () => now, begun[1].resolve),
          ]);
          await Promise.race([Promise.all(begun.map(({ promise }) => promise)), readers]);
          for (const each of changes) {
            now = new Date(now.getTime() + 10_000);
            await town.apply(each, now);
            await scoreAll(database, now);
          }
          await forgetVersions(database, now);
          const [forward, backward] = await readers;
          expect(forward).toEqual(quietly);
          expect(backward).toEqual(quietly);
        },
      ),
      { numRuns: 6 },
    );
  }, 120_000);

  test('can be read on for fifteen minutes, and says later that it can’t', async () => {
    const events = Array.from({ length: 5 }, (_, i) => event({ startsAt: after(DAY + i).toISOString() }));
    await showWithScores(
      database,
      events.map((each, i) => ({ event: each, score: i })),
      start,
    );
    const first = await list(kind, { first: 1 }, start);
    const [cursor, quietly] = [first.pageInfo.endCursor, idsOf(await list(kind, {}, start))];

    for (const each of events) await applyMessages(database, [eventFact({ ...each, state: 'CANCELLED' }, 2)], start);
    await scoreAll(database, after(1));
    await keepClock(database, after(15 * MINUTE));
    await forgetVersions(database, after(15 * MINUTE));
    const rest = await list(kind, { after: cursor }, after(15 * MINUTE));
    expect([...idsOf(first), ...idsOf(rest)]).toEqual(quietly);
    expect(idsOf(await list(kind, {}, after(15 * MINUTE)))).toEqual([]);

    for (const argument of ['after', 'before']) {
      await expect(list(kind, { [argument]: cursor }, after(20 * MINUTE))).rejects.toMatchObject({
        message: `${argument}: this cursor is too old to read on from; begin again without it.`,
        extensions: { code: 'CURSOR_EXPIRED', argumentName: argument },
      });
    }
  });

  test('refuses a cursor of a moment to come, and two of different readings', async () => {
    await showWithScores(
      database,
      [0, 1].map((score) => ({ event: event({ startsAt: after(DAY).toISOString() }), score })),
      start,
    );
    const { pageInfo } = await list(kind, {}, start);
    const later = Buffer.from(pageInfo.endCursor!, 'base64').toString().replace('|2027-', '|2028-');
    const forged = Buffer.from(later).toString('base64');
    await expect(list(kind, { after: forged }, start)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });

    await keepClock(database, after(2 * MINUTE));
    const next = await list(kind, {}, after(2 * MINUTE));
    const between = { after: pageInfo.startCursor, before: next.pageInfo.endCursor };
    await expect(list(kind, between, after(2 * MINUTE))).rejects.toMatchObject({
      message: expect.stringMatching(/^before: this cursor was given by another reading/),
    });
  });
});

describe('without reading as of a moment', () => {
  /** The same cursor, for reading as of now: what a reader would get without versions. */
  const live = async (cursor: string | null) => {
    const [score, , id] = Buffer.from(cursor!, 'base64').toString().split('|');
    const moment = (await presentMoment(database)).toISOString();
    return Buffer.from([score, moment, id].join('|')).toString('base64');
  };

  test('an event whose score rises past the reader would be missed, and one that falls shown twice', async () => {
    const events = [3, 2, 1].map((score) => ({ event: event({ startsAt: after(DAY).toISOString() }), score }));
    await showWithScores(database, events, start);
    const [high, middle, low] = events.map((each) => each.event.eventId);
    const first = await list('TRENDING', { first: 2 }, start);
    expect(idsOf(first)).toEqual([high, middle]);
    await database.$transaction(async (tx) => {
      await tx.feedEvent.update({ where: { eventId: low! }, data: { trendScore: 9 } });
      await tx.feedEvent.update({ where: { eventId: high! }, data: { trendScore: 0 } });
      await writeVersionsTx(tx, [low!, high!], { at: start, moment: await moveClockTx(tx, start) });
    });
    const cursor = first.pageInfo.endCursor;
    expect(idsOf(await list('TRENDING', { after: cursor }, start))).toEqual([low]);
    expect(idsOf(await list('TRENDING', { after: await live(cursor) }, start))).toEqual([high]);
  });
});

describe('a version that is written while a reader begins', () => {
  /** Raises an event in a transaction that is still open while the reader gets their first page. */
  async function readWhileWriting(momentOf: typeof moveClockTx, momentToRead: () => Promise<Date>) {
    const other = createFeedDatabase(url, { applicationName: 'feed-test-writer' });
    const events = [3, 2, 1].map((score) => ({ event: event({ startsAt: after(DAY).toISOString() }), score }));
    await showWithScores(database, events, start);
    const ids = events.map((each) => each.event.eventId);
    const first: string[] = [];
    let cursor = '';
    await other.$transaction(async (tx) => {
      await tx.feedEvent.update({ where: { eventId: ids[2]! }, data: { trendScore: 9 } });
      await writeVersionsTx(tx, [ids[2]!], { at: start, moment: await momentOf(tx, after(MINUTE)) });
      const page = await list('TRENDING', { first: 1 }, start);
      first.push(...idsOf(page));
      const [score, , id] = Buffer.from(page.pageInfo.endCursor!, 'base64').toString().split('|');
      cursor = Buffer.from([score, (await momentToRead()).toISOString(), id].join('|')).toString('base64');
    });
    const rest = await list('TRENDING', { after: cursor }, after(MINUTE));
    await other.$disconnect();
    return { ids, shown: [...first, ...idsOf(rest)] };
  }

  test('is valid from a moment that nobody could read before it was committed', async () => {
    const { ids, shown } = await readWhileWriting(moveClockTx, () => presentMoment(database));
    expect(shown).toEqual(ids);
  });

  test('would change what the reader sees, were moments the time of day', async () => {
    const { ids, shown } = await readWhileWriting(
      async (_, at) => at,
      async () => after(MINUTE),
    );
    expect(shown).not.toEqual(ids);
  });
});

test('hasSeats goes by the seats when the page is read', async () => {
  const events = [3, 2, 1].map((score) => ({ event: event({ startsAt: after(DAY).toISOString() }), score }));
  const ids = events.map((each) => each.event.eventId);
  for (const kind of ['TRENDING', 'FOR_YOU'] as const) {
    await emptyFeedDatabase(database);
    await showWithScores(database, events, start);
    const filter = { hasSeats: true };
    const first = await list(kind, { first: 1, filter }, start);
    expect(idsOf(first)).toEqual([ids[0]]);
    await applyMessages(database, [seatsFact(ids[1]!, { capacity: 1, taken: 1, waitlisted: 0 }, 1)], start);
    expect(idsOf(await list(kind, { after: first.pageInfo.endCursor, filter }, start))).toEqual([ids[2]]);
  }
});
