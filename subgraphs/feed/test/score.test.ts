import type { Message } from '@cityevents/messages/message';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { rescoreTx } from '../src/scoring/rescore.ts';
import { DRIFT } from '../src/scoring/when-due.ts';
import { recordView } from '../src/views/record-view.ts';
import { DAY, event, eventFact, HOUR, joinFact, newId } from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase, scoreAll } from './feed-database.ts';

const { database, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

const now = new Date('2027-05-04T12:30:00.000Z');
const MINUTE = 60_000;
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);

async function scoreOf(eventId: string, at = now): Promise<number> {
  await database.$transaction((tx) => rescoreTx(tx, [eventId], at));
  return (await database.feedEvent.findUniqueOrThrow({ where: { eventId } })).trendScore;
}

/** An event that started at `now`, whose score without joins and views is exactly 3. */
async function publish(told: Parameters<typeof event>[0] = {}): Promise<string> {
  const published = event({ startsAt: now.toISOString(), ...told });
  await applyMessages(database, [eventFact(published)]);
  return published.eventId;
}

describe('a join', () => {
  test.each([
    ['now', 0, 6],
    ['a millisecond less than 24 hours ago', DAY - 1, 6],
    ['24 hours ago', DAY, 2],
    ['a millisecond less than 7 days ago', 7 * DAY - 1, 2],
    ['7 days ago', 7 * DAY, 0],
  ])('made %s counts', async (_, age, points) => {
    const eventId = await publish();
    await applyMessages(database, [joinFact('confirmed', { eventId, userId: newId(), joinedAt: ago(age) }, 1)]);
    expect(await scoreOf(eventId)).toBeCloseTo(3 + points, 9);
  });

  test('counts from when it was made, also when a place in line became a seat later', async () => {
    const eventId = await publish();
    const person = { eventId, userId: newId(), joinedAt: ago(2 * DAY) };
    await applyMessages(database, [joinFact('waitlisted', person, 1)]);
    expect(await scoreOf(eventId)).toBeCloseTo(3, 9);
    await applyMessages(database, [joinFact('promoted', person, 2)]);
    expect(await scoreOf(eventId)).toBeCloseTo(5, 9);
  });

  test('still stands once the person has checked in', async () => {
    const eventId = await publish();
    await applyMessages(database, [joinFact('confirmed', { eventId, userId: newId(), joinedAt: ago(HOUR) }, 1)]);
    await database.feedJoin.updateMany({ data: { status: 'CHECKED_IN' } });
    expect(await scoreOf(eventId)).toBeCloseTo(9, 9);
  });

  test('is taken back by leaving, and counts anew by joining again', async () => {
    const eventId = await publish();
    const person = { eventId, userId: newId(), joinedAt: ago(3 * DAY) };
    await applyMessages(database, [joinFact('confirmed', person, 1)]);
    await applyMessages(database, [joinFact('cancelled', person, 2)]);
    expect(await scoreOf(eventId)).toBeCloseTo(3, 9);
    await applyMessages(database, [joinFact('confirmed', { ...person, joinedAt: ago(HOUR) }, 3)]);
    expect(await scoreOf(eventId)).toBeCloseTo(9, 9);
  });
});

describe('a viewer', () => {
  test.each([
    ['now', 0, 0.5],
    ['a millisecond less than 24 hours ago', DAY - 1, 0.5],
    ['24 hours ago', DAY, 0],
  ])('seen %s counts', async (_, age, points) => {
    const eventId = await publish();
    await recordView(database, { eventId, viewer: newId(), at: ago(age) });
    expect(await scoreOf(eventId)).toBeCloseTo(3 + points, 9);
  });

  test('counts once, in however many hours they looked', async () => {
    const eventId = await publish();
    for (const hours of [1, 2, 3]) await recordView(database, { eventId, viewer: 'one', at: ago(hours * HOUR) });
    expect(await scoreOf(eventId)).toBeCloseTo(3.5, 9);
  });
});

test.each([
  ['12 hours', -12 * HOUR, 3 / 1.5],
  ['30 days', -30 * DAY, 3 / 31],
  ['an hour ago', HOUR, 3],
])('a start in %s counts by the fraction of days', async (_, age, points) => {
  expect(await scoreOf(await publish({ startsAt: ago(age).toISOString() }))).toBeCloseTo(points, 9);
});

test.each([
  ['over', { endsAt: now.toISOString() }],
  ['cancelled', { state: 'CANCELLED' as const }],
])('an event that is %s scores 0', async (_, told) => {
  const eventId = await publish(told);
  await applyMessages(database, [joinFact('confirmed', { eventId, userId: newId(), joinedAt: now }, 1)]);
  expect(await scoreOf(eventId)).toBe(0);
});

/** A person does something to an event, some time before now. */
const step = fc.record({
  event: fc.nat(1),
  person: fc.nat(3),
  what: fc.constantFrom('confirmed', 'waitlisted', 'promoted', 'cancelled', 'view'),
  age: fc.oneof(
    fc.constantFrom(0, 1, HOUR, DAY - 1, DAY, DAY + 1, 7 * DAY - 1, 7 * DAY, 7 * DAY + 1),
    fc.integer({ min: 0, max: 8 * DAY }),
  ),
});
const starts = fc.integer({ min: -2 * HOUR, max: 60 * DAY });

test('the score equals a plain recount, whatever people do, in whatever order it is told, and however time passes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(starts, starts),
      fc.array(step, { maxLength: 40 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.integer({ min: 2 * MINUTE, max: 9 * DAY }),
      async (startsIn, steps, random, passing) => {
        await emptyFeedDatabase(database);
        const events = startsIn.map((ms) => event({ startsAt: ago(-ms).toISOString() }));
        await applyMessages(
          database,
          events.map((each) => eventFact(each)),
        );
        const people = [newId(), newId(), newId(), newId()];

        const facts: Message[] = [];
        const views = steps.filter(({ what }) => what === 'view');
        steps.forEach(({ event, person, what, age }, i) => {
          if (what === 'view') return;
          const joined = { eventId: events[event]!.eventId, userId: people[person]!, joinedAt: ago(age) };
          facts.push(joinFact(what, joined, i + 1));
        });
        for (const { event, person, age } of views) {
          await recordView(database, { eventId: events[event]!.eventId, viewer: people[person]!, at: ago(age) });
        }
        const repeated = [...facts, ...facts.filter(() => random.next().value! < 0.3)];
        const shuffled = repeated
          .map((fact) => ({ fact, at: random.next().value! }))
          .sort((a, b) => a.at - b.at)
          .map(({ fact }) => fact);
        for (let i = 0; i < shuffled.length; i += 7) await applyMessages(database, shuffled.slice(i, i + 7));

        for (const [i, { eventId }] of events.entries()) {
          const own = steps.filter(({ event }) => event === i);
          expect(await scoreOf(eventId)).toBeCloseTo(recount(startsIn[i]!, own), 9);
        }
        // Time passes, and nothing is told: whatever that moves was due, or is too little to show.
        await scoreAll(database, ago(-passing));
        for (const [i, { eventId }] of events.entries()) {
          const own = steps.filter(({ event }) => event === i);
          const { trendScore } = await database.feedEvent.findUniqueOrThrow({ where: { eventId } });
          expect(Math.abs(trendScore - recount(startsIn[i]!, own, passing))).toBeLessThan(DRIFT + 1e-6);
        }
      },
    ),
    { numRuns: 30 },
  );
});

/** The formula of the API's contract, read off a history in plain TypeScript, so many milliseconds after `now`. */
function recount(startsIn: number, history: { person: number; what: string; age: number }[], passed = 0): number {
  if (startsIn + 3 * HOUR <= passed) return 0;
  const last = new Map(history.filter(({ what }) => what !== 'view').map((step) => [step.person, step]));
  const standing = [...last.values()].filter(({ what }) => what === 'confirmed' || what === 'promoted');
  const joinUsers24h = standing.filter(({ age }) => age + passed < 24 * 3_600_000).length;
  const joinUsers7d = standing.filter(({ age }) => age + passed < 7 * 24 * 3_600_000).length;

  // The first look in a clock hour is the one that counts.
  const counted = new Map<string, { person: number; age: number }>();
  for (const view of history.filter(({ what }) => what === 'view')) {
    const key = `${view.person} ${ago(view.age).toISOString().slice(0, 13)}`;
    if (!counted.has(key)) counted.set(key, view);
  }
  const viewUsers24h = new Set(
    [...counted.values()].filter(({ age }) => age + passed < 24 * 3_600_000).map(({ person }) => person),
  ).size;

  const daysUntilStart = Math.max(0, (startsIn - passed) / 1000) / 86_400;
  return 4.0 * joinUsers24h + 2.0 * joinUsers7d + 0.5 * viewUsers24h + 3.0 / (1 + daysUntilStart);
}
