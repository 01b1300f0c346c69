import type { EventSnapshot } from '@cityevents/messages/event';
import { foldWords } from '@cityevents/service/fold-words';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { type SearchArguments, searchEvents } from '../src/search/search-events.ts';
import { DAY, event, eventFact, fromNow, HOUR, seatsFact } from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase, scoreAll } from './feed-database.ts';

const { database, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

const search = (query: string, args: Partial<SearchArguments> = {}) =>
  searchEvents(database, { query, includeEnded: false, ...args }, new Date());
const titlesOf = new Map<string, string>();
const titles = async (query: string, args: Partial<SearchArguments> = {}) =>
  (await search(query, args)).page.edges.map(({ node }) => titlesOf.get(node.eventId));

async function publish(...events: Partial<EventSnapshot>[]): Promise<EventSnapshot[]> {
  const bare = { city: null, country: null, venue: null, tags: [] };
  const told = events.map((each) => event({ ...bare, startsAt: fromNow(DAY).toISOString(), ...each }));
  for (const { eventId, title } of told) titlesOf.set(eventId, title);
  await applyMessages(
    database,
    told.map((each) => eventFact(each)),
  );
  await scoreAll(database);
  return told;
}

describe('what is found', () => {
  beforeEach(() =>
    publish(
      { title: 'DjangoCon Europe', city: 'Athens', country: 'Greece', tags: ['python'] },
      { title: 'Café Concert', city: 'Zürich', venue: 'Großmünster', tags: ['music'] },
      { title: 'PyCon Italia', city: 'Bologna', tags: ['python', 'meetup'] },
      { title: 'Accessibility Club', city: 'Berlin', online: true },
    ),
  );

  test.each([
    ['the whole title', 'DjangoCon Europe', ['DjangoCon Europe']],
    ['capitals', 'DJANGOCON EUROPE', ['DjangoCon Europe']],
    ['the beginning of a word', 'djang', ['DjangoCon Europe']],
    ['words in any order', 'italia pycon', ['PyCon Italia']],
    ['accents left off, or put on', 'cafe côncert', ['Café Concert']],
    ['the city', 'zurich', ['Café Concert']],
    ['the country and the venue', 'greece', ['DjangoCon Europe']],
    ['a venue with a special letter', 'grossmunster', ['Café Concert']],
    ['title and city together', 'club berlin', ['Accessibility Club']],
    ['small words that stand nowhere', 'club in berlin', ['Accessibility Club']],
    ['a missing letter', 'djngocon', ['DjangoCon Europe']],
    ['a wrong letter', 'djamgocon', ['DjangoCon Europe']],
    ['swapped letters', 'djagnocon', ['DjangoCon Europe']],
    ['a letter too many', 'accesssibility', ['Accessibility Club']],
    ['a slip in each of two words', 'pycom itaila', ['PyCon Italia']],
    ['one word that is nowhere', 'pycon hawaii', []],
    ['something else altogether', 'blockchain', []],
  ])('by %s', async (_, query, found) => {
    expect(await titles(query)).toEqual(found);
  });

  test('by a tag is all that bears it', async () => {
    expect((await titles('python')).toSorted()).toEqual(['DjangoCon Europe', 'PyCon Italia']);
  });

  test('is narrowed by the filter', async () => {
    expect(await titles('python', { filter: { city: 'BOLOGNA' } })).toEqual(['PyCon Italia']);
    expect(await titles('python', { filter: { tags: ['meetup'] } })).toEqual(['PyCon Italia']);
    expect(await titles('club', { filter: { online: false } })).toEqual([]);
    expect(await titles('club', { filter: { startsBefore: new Date() } })).toEqual([]);
  });
});

test('the title that is all that was asked for comes first, then those it begins, then what stands elsewhere', async () => {
  await publish(
    { title: 'An evening of talks', tags: ['pycon'] },
    { title: 'PyCon Lithuania and friends' },
    { title: 'PyCon' },
    { title: 'Pykon' },
  );
  expect(await titles('pycon')).toEqual(['PyCon', 'PyCon Lithuania and friends', 'An evening of talks', 'Pykon']);
});

test('what is over is found only when asked for, what is cancelled never, and hasSeats goes by the seats now', async () => {
  const [, cancelled, full] = await publish(
    { title: 'Concert that was', startsAt: fromNow(-3 * HOUR).toISOString(), endsAt: fromNow(-HOUR).toISOString() },
    { title: 'Concert called off' },
    { title: 'Concert sold out' },
    { title: 'Concert' },
  );
  await applyMessages(database, [
    eventFact({ ...cancelled!, state: 'CANCELLED' }, 2),
    seatsFact(full!.eventId, { capacity: 1, taken: 1, waitlisted: 0 }, 1),
  ]);
  await scoreAll(database, fromNow(10_000));
  expect(await titles('concert')).toEqual(['Concert', 'Concert sold out']);
  const all = await titles('concert', { includeEnded: true });
  expect(all.toSorted()).toEqual(['Concert', 'Concert sold out', 'Concert that was']);
  expect(await titles('concert', { filter: { hasSeats: true } })).toEqual(['Concert']);
});

test('an event that is called something else is found by its new name only', async () => {
  const [told] = await publish({ title: 'Old name' });
  await applyMessages(database, [eventFact({ ...told!, title: 'Fresh title' }, 2)]);
  await scoreAll(database, fromNow(10_000));
  expect((await search('fresh')).page.edges).toHaveLength(1);
  expect((await search('old name')).page.edges).toEqual([]);
});

test('facets and the total count all pages, by tag and by city however it is written', async () => {
  await publish(
    { title: 'Concert 1', city: 'Graz', tags: ['jazz', 'bar'] },
    { title: 'Concert 2', city: 'GRAZ', tags: ['jazz'] },
    { title: 'Concert 3', city: 'Graz', tags: [] },
    { title: 'Concert 4', city: 'Linz', tags: ['rock'] },
    { title: 'Concert 5', tags: ['jazz'] },
    { title: 'Reading', city: 'Graz', tags: ['books'] },
  );
  const { page, count } = await search('concert', { first: 1 });
  expect(page.edges).toHaveLength(1);
  expect(await count()).toEqual({
    totalCount: 5,
    tags: [
      { value: 'jazz', count: 3 },
      { value: 'bar', count: 1 },
      { value: 'rock', count: 1 },
    ],
    cities: [
      { value: 'Graz', count: 3 },
      { value: 'Linz', count: 1 },
    ],
  });
  const narrowed = await search('concert', { filter: { city: 'graz', tags: ['jazz'] } });
  expect(await narrowed.count()).toMatchObject({
    totalCount: 2,
    tags: [{ value: 'jazz', count: 2 }, { value: 'bar' }],
  });
  expect(await (await search('nothing')).count()).toEqual({ totalCount: 0, tags: [], cities: [] });
});

test('a cursor of another search is refused', async () => {
  await publish({ title: 'Concert 1', city: 'Graz' }, { title: 'Concert 2', city: 'Graz' });
  const { pageInfo } = (await search('concert')).page;
  expect((await search(' CONCERT', { after: pageInfo.startCursor })).page.edges).toHaveLength(1);
  for (const [query, args] of [
    ['concerts', {}],
    ['concert', { filter: { city: 'graz' } }],
    ['concert', { includeEnded: true }],
  ] as const) {
    await expect(search(query, { ...args, after: pageInfo.startCursor })).rejects.toMatchObject({
      message: 'after: this cursor belongs to another list.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
});

test('whatever is typed is answered', async () => {
  await publish({ title: `Concert: "quotes" & 'more' (50 %) \\ <b>` });
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (query) => {
      fc.pre(foldWords(query) !== '');
      expect((await search(query)).page.edges.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 60 },
  );
  expect(await titles(`quotes' | more:* & "50 %`)).toHaveLength(1);
});
