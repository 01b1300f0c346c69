import type { Message } from '@cityevents/messages/message';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { event, eventFact, fromNow, HOUR, joinFact, newId, seatsFact } from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase } from './feed-database.ts';

const { database, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

/** All that messages leave behind, apart from which of them came. */
async function state() {
  return {
    events: await database.feedEvent.findMany({ omit: { scoredAt: true }, orderBy: { eventId: 'asc' } }),
    seats: await database.feedSeats.findMany({ orderBy: { eventId: 'asc' } }),
    joins: await database.feedJoin.findMany({ orderBy: [{ eventId: 'asc' }, { userId: 'asc' }] }),
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

test('a join of an event that is not known yet is kept for it', async () => {
  const eventId = newId();
  const touched = await applyMessages(database, [
    joinFact('confirmed', { eventId, userId: newId(), joinedAt: fromNow(-HOUR) }, 1),
  ]);
  expect(touched).toEqual(new Set([eventId]));
  expect((await state()).joins).toMatchObject([{ eventId, status: 'CONFIRMED' }]);
});

test('facts about people are taken note of once and change nothing', async () => {
  const userId = newId();
  const person: Message = {
    id: newId(),
    type: 'person.registered.v1',
    owner: 'auth',
    aggregateId: userId,
    sequence: 1,
    occurredAt: new Date().toISOString(),
    data: {
      userId,
      email: 'ada@cityevents.test',
      displayName: 'Ada',
      interests: [],
      homeCity: null,
      emailVerified: false,
      timezone: null,
      mutedMails: [],
    },
  };
  expect(await applyMessages(database, [person])).toEqual(new Set());
  expect(await database.inboxMessage.count()).toBe(1);
});

test('a message that comes again touches nothing', async () => {
  const fact = eventFact(event());
  expect(await applyMessages(database, [fact])).toEqual(new Set([fact.data.eventId]));
  expect(await applyMessages(database, [fact])).toEqual(new Set());
});

test('a batch that fails leaves neither effect nor inbox row', async () => {
  const good = eventFact(event());
  const endsFirst = eventFact(event({ endsAt: fromNow(-HOUR).toISOString() }));
  await expect(applyMessages(database, [good, endsFirst])).rejects.toThrow();
  expect(await database.inboxMessage.count()).toBe(0);
  expect((await state()).events).toEqual([]);
});

const change = fc.constantFrom('confirmed', 'waitlisted', 'promoted', 'cancelled', 'seats', 'updated');

test('messages in any order, repeated, in batches of any size, leave the same as each once in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(change, fc.nat(1), fc.nat(2)), { minLength: 1, maxLength: 15 }).chain((changes) =>
        fc.record({
          changes: fc.constant(changes),
          // Each at least once: a permutation of all, and some of them again after it.
          order: fc.shuffledSubarray(
            changes.map((_, i) => i),
            { minLength: changes.length },
          ),
          again: fc.array(fc.nat(changes.length - 1), { maxLength: 8 }),
          batch: fc.integer({ min: 1, max: 6 }),
        }),
      ),
      async ({ changes, order, again, batch }) => {
        const events = [event(), event()];
        const people = [newId(), newId(), newId()];
        const facts = changes.map(([what, which, person], i): Message => {
          const told = events[which]!;
          const seats = { capacity: 20, taken: i, waitlisted: 0 };
          if (what === 'seats') return seatsFact(told.eventId, seats, i + 1);
          if (what === 'updated') return eventFact({ ...told, title: `Title ${i}` }, i + 1);
          const joined = { eventId: told.eventId, userId: people[person]!, joinedAt: fromNow(-i * HOUR), seats };
          return joinFact(what, joined, i + 1);
        });

        await emptyFeedDatabase(database);
        for (const fact of facts) await applyMessages(database, [fact]);
        const inOrder = await state();

        await emptyFeedDatabase(database);
        const delivered = [...order, ...again].map((i) => facts[i]!);
        for (let i = 0; i < delivered.length; i += batch) {
          await applyMessages(database, delivered.slice(i, i + batch));
        }
        expect(await state()).toEqual(inOrder);
      },
    ),
    { numRuns: 25 },
  );
});
