import type { Message } from '@cityevents/messages/message';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { rescoreDue } from '../src/scoring/rescore.ts';
import {
  anonymizedFact,
  deletedFact,
  event,
  eventFact,
  fromNow,
  HOUR,
  joinFact,
  newId,
  personFact,
  seatsFact,
} from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase, scoreAll } from './feed-database.ts';

const { database, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

/** All that messages leave behind, apart from which of them came. */
async function state() {
  return {
    events: await database.feedEvent.findMany({ omit: { scoredAt: true, dueAt: true }, orderBy: { eventId: 'asc' } }),
    seats: await database.feedSeats.findMany({ orderBy: { eventId: 'asc' } }),
    joins: await database.feedJoin.findMany({ orderBy: [{ eventId: 'asc' }, { userId: 'asc' }] }),
    people: await database.feedPerson.findMany({ orderBy: { userId: 'asc' } }),
  };
}

test('what an event tells is stored whole, its city in lower case for comparing', async () => {
  const told = event({ city: ' Sankt PÖLTEN', tags: ['music', 'jazz'] });
  await applyMessages(database, [eventFact(told)]);
  expect(await database.feedEvent.findUnique({ where: { eventId: told.eventId } })).toMatchObject({
    organizerId: told.organizerId,
    title: told.title,
    city: ' Sankt PÖLTEN',
    cityKey: 'sankt pölten',
    tags: ['music', 'jazz'],
    online: false,
    state: 'PUBLISHED',
    startsAt: new Date(told.startsAt),
    endsAt: new Date(told.endsAt),
    publishedAt: new Date(told.publishedAt),
    eventSequence: 1n,
  });
});

test('an older fact never overwrites a newer one', async () => {
  const first = event({ title: 'Old' });
  const second = { ...first, title: 'New' };
  const userId = newId();
  const joined = { eventId: first.eventId, userId, joinedAt: fromNow(-HOUR) };
  await applyMessages(database, [eventFact(second, 2)]);
  await applyMessages(database, [eventFact(first, 1)]);
  await applyMessages(database, [
    joinFact('cancelled', { ...joined, seats: { capacity: 5, taken: 0, waitlisted: 0 } }, 4),
  ]);
  await applyMessages(database, [
    joinFact('confirmed', { ...joined, seats: { capacity: 5, taken: 1, waitlisted: 0 } }, 3),
  ]);
  expect(await state()).toMatchObject({
    events: [{ title: 'New', eventSequence: 2n }],
    seats: [{ taken: 0, joinSequence: 4n }],
    joins: [{ status: 'CANCELLED', sequence: 4n }],
  });
});

test('a snapshot brings seats and joins as they stood at its number: what is older gives way, what is newer stays', async () => {
  const { eventId } = event();
  const [older, newer, unheardOf] = [newId(), newId(), newId()] as const;
  const joinedAt = fromNow(-HOUR);
  const told = (userId: string, status: 'CONFIRMED' | 'CHECKED_IN') => ({
    joinId: newId(),
    userId,
    status,
    joinedAt: joinedAt.toISOString(),
  });
  const snapshot: Message = {
    ...seatsFact(eventId, { capacity: 9, taken: 3, waitlisted: 0 }, 5),
    type: 'join.snapshot.v1',
    data: {
      eventId,
      seats: { capacity: 9, taken: 3, waitlisted: 0 },
      joins: [told(older, 'CONFIRMED'), told(newer, 'CONFIRMED'), told(unheardOf, 'CHECKED_IN')],
    },
  };
  await applyMessages(database, [
    joinFact('cancelled', { eventId, userId: newer, joinedAt }, 6),
    joinFact('waitlisted', { eventId, userId: older, joinedAt }, 4),
  ]);
  await applyMessages(database, [snapshot]);
  const joins = (await state()).joins.map(({ userId, status, sequence }) => [userId, status, sequence]);
  expect(joins).toEqual(
    [
      [older, 'CONFIRMED', 5n],
      [newer, 'CANCELLED', 6n],
      [unheardOf, 'CHECKED_IN', 5n],
    ].sort(),
  );
  expect((await state()).seats).toMatchObject([{ joinSequence: 6n }]);
  await applyMessages(database, [{ ...snapshot, id: newId(), sequence: 7 }]);
  expect(await state()).toMatchObject({ seats: [{ taken: 3, joinSequence: 7n }] });
});

test('a join of an event that is not known yet is kept for it', async () => {
  const eventId = newId();
  await applyMessages(database, [joinFact('confirmed', { eventId, userId: newId(), joinedAt: fromNow(-HOUR) }, 1)]);
  expect((await state()).joins).toMatchObject([{ eventId, status: 'CONFIRMED' }]);
});

test('what a person likes and where they live is stored as told last', async () => {
  const userId = newId();
  await applyMessages(database, [personFact(userId, { interests: ['jazz'], homeCity: 'Graz' }, 3)]);
  await applyMessages(database, [personFact(userId, { interests: ['rock'] }, 2)]);
  expect((await state()).people).toEqual([{ userId, interests: ['jazz'], homeCity: 'Graz', sequence: 3n }]);
  expect(await database.inboxMessage.count()).toBe(2);
});

test('a message that comes again touches nothing', async () => {
  const fact = eventFact(event());
  await applyMessages(database, [fact]);
  await scoreAll(database);
  await applyMessages(database, [fact]);
  expect(await rescoreDue(database, new Date())).toBe(0);
});

test('a batch that fails leaves neither effect nor inbox row', async () => {
  const good = eventFact(event());
  const endsFirst = eventFact(event({ endsAt: fromNow(-HOUR).toISOString() }));
  await expect(applyMessages(database, [good, endsFirst])).rejects.toThrow();
  expect(await database.inboxMessage.count()).toBe(0);
  expect((await state()).events).toEqual([]);
});

test('a deleted person’s joins and views go on counting, and lead to nobody', async () => {
  const told = event();
  const [userId, other, anonymousId] = [newId(), newId(), newId()];
  const joined = { eventId: told.eventId, userId, joinedAt: fromNow(-HOUR) };
  await applyMessages(database, [eventFact(told), joinFact('confirmed', joined, 2), personFact(userId)]);
  const eventIds = [told.eventId, newId()];
  for (const eventId of eventIds) {
    for (const viewer of [userId, other]) {
      for (const hours of [1, 2]) {
        const viewedAt = fromNow(-hours * HOUR);
        const hour = new Date(Math.floor(viewedAt.getTime() / HOUR) * HOUR);
        await database.feedView.create({ data: { eventId, viewer, viewedAt, hour } });
      }
    }
  }
  await applyMessages(database, [deletedFact(userId)]);
  await applyMessages(database, [anonymizedFact(joined, anonymousId, 3)]);

  expect((await state()).people).toEqual([]);
  expect((await state()).joins).toMatchObject([
    { userId: anonymousId, status: 'CONFIRMED', joinedAt: joined.joinedAt },
  ]);
  const views = await database.feedView.findMany();
  const strangers = views.filter(({ viewer }) => viewer !== other);
  expect(strangers.some(({ viewer }) => viewer === userId)).toBe(false);
  // At one event one viewer, as before; at two events two, whom nothing connects.
  expect(strangers).toHaveLength(4);
  for (const eventId of eventIds) {
    expect(new Set(strangers.filter((view) => view.eventId === eventId).map(({ viewer }) => viewer)).size).toBe(1);
  }
  expect(new Set(strangers.map(({ viewer }) => viewer)).size).toBe(2);
});

const MOST_CHANGES = 15;
/** Two events, three people: at most six joins that become nobody's, and three deleted accounts. */
const MOST_FACTS = MOST_CHANGES + 6 + 3;
const everyFact = Array.from({ length: MOST_FACTS }, (_, i) => i);
const change = fc.constantFrom('confirmed', 'waitlisted', 'promoted', 'cancelled', 'seats', 'updated', 'likes');

test('messages in any order, repeated, in batches of any size, leave the same as each once in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        changes: fc.array(fc.tuple(change, fc.nat(1), fc.nat(2)), { minLength: 1, maxLength: MOST_CHANGES }),
        deleted: fc.subarray([0, 1, 2]),
        // Each at least once: a permutation of all, and some of them again after it.
        order: fc.shuffledSubarray(everyFact, { minLength: MOST_FACTS }),
        again: fc.array(fc.constantFrom(...everyFact), { maxLength: 8 }),
        batch: fc.integer({ min: 1, max: 6 }),
      }),
      async ({ changes, deleted, order, again, batch }) => {
        const events = [event(), event()];
        const people = [newId(), newId(), newId()];
        const facts = changes.map(([what, which, person], i): Message => {
          const told = events[which]!;
          const seats = { capacity: 20, taken: i, waitlisted: 0 };
          if (what === 'likes') return personFact(people[person]!, { interests: [`taste ${i}`] }, i + 1);
          if (what === 'seats') return seatsFact(told.eventId, seats, i + 1);
          if (what === 'updated') return eventFact({ ...told, title: `Title ${i}` }, i + 1);
          const joined = { eventId: told.eventId, userId: people[person]!, joinedAt: fromNow(-i * HOUR), seats };
          return joinFact(what, joined, i + 1);
        });
        for (const person of deleted) {
          const userId = people[person]!;
          const joined = facts.flatMap(({ data }) => ('userId' in data && data.userId === userId ? [data] : []));
          for (const eventId of new Set(joined.flatMap((data) => ('eventId' in data ? [data.eventId] : [])))) {
            const left = { eventId, userId, joinedAt: fromNow(-HOUR) };
            facts.push(anonymizedFact(left, newId(), facts.length + 1));
          }
          facts.push(deletedFact(userId));
        }

        await emptyFeedDatabase(database);
        for (const fact of facts) await applyMessages(database, [fact]);
        const inOrder = await state();

        await emptyFeedDatabase(database);
        const delivered = [...order, ...again].flatMap((i) => facts[i] ?? []);
        for (let i = 0; i < delivered.length; i += batch) {
          await applyMessages(database, delivered.slice(i, i + batch));
        }
        const left = await state();
        expect(left).toEqual(inOrder);
        const gone = new Set(deleted.map((person) => people[person]));
        expect([...left.joins, ...left.people].filter(({ userId }) => gone.has(userId))).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});
