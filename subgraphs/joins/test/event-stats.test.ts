import { randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase, type JoinStatus, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventStats } from '../src/stats/event-stats.ts';

let testDatabase: TestDatabase;
let database: JoinsDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase('joins');
  database = createJoinsDatabase(testDatabase.url);
});
afterAll(async () => {
  await database.$disconnect();
  await testDatabase.drop();
});

const at = (text: string) => new Date(`${text}Z`);
const place = { endsAt: at('2027-04-10T20:00'), timezone: 'Europe/Vienna' };
let lineNumber = 0n;

/** An event with joins that stand as they do: joined then, and changed last at the other moment. */
async function joined(rows: [status: JoinStatus, joinedAt: string, changedAt?: string][]) {
  const eventId = randomUUIDv7();
  await database.join.createMany({
    data: rows.map(([status, createdAt, updatedAt = createdAt]) => ({
      id: randomUUIDv7(),
      eventId,
      userId: randomUUIDv7(),
      status,
      lineNumber: ++lineNumber,
      createdAt: at(createdAt),
      updatedAt: at(updatedAt),
      checkedInAt: status === 'CHECKED_IN' ? at(updatedAt) : null,
    })),
  });
  const count = (...statuses: JoinStatus[]) => rows.filter(([status]) => statuses.includes(status)).length;
  const seats = { taken: count('CONFIRMED', 'CHECKED_IN'), checkedIn: count('CHECKED_IN') };
  return { eventId, ...place, ...seats, waitlisted: count('WAITLISTED'), cancelled: count('CANCELLED') };
}

const happened = ({ points }: Awaited<ReturnType<typeof eventStats>>) =>
  points
    .filter(({ joined, cancelled, checkedIn }) => joined + cancelled + checkedIn > 0)
    .map(({ at, ...counts }) => [at.toISOString().slice(5, 16), ...Object.values(counts)]);

test('each join counts when it was made, when it was given back, and when its person came', async () => {
  const event = await joined([
    ['CONFIRMED', '2027-04-10T10:10'],
    ['WAITLISTED', '2027-04-10T10:50'],
    ['CANCELLED', '2027-04-10T10:59', '2027-04-10T12:00'],
    ['CHECKED_IN', '2027-04-10T11:00', '2027-04-10T18:30'],
  ]);
  await joined([['CONFIRMED', '2027-04-10T10:10']]);
  const stats = await eventStats(database, event, null, at('2027-04-10T19:10'));
  expect(stats).toMatchObject({
    id: event.eventId,
    unit: 'HOUR',
    joined: 4,
    waitlisted: 1,
    cancelled: 1,
    checkedIn: 1,
  });
  expect([stats.from, stats.to]).toEqual([at('2027-04-10T10:00'), at('2027-04-10T19:10')]);
  expect(stats.points).toHaveLength(10);
  // joined, waitlisted, cancelled, checkedIn
  expect(happened(stats)).toEqual([
    ['04-10T10:00', 3, 1, 0, 0],
    ['04-10T11:00', 1, 0, 0, 0],
    ['04-10T12:00', 0, 0, 1, 0],
    ['04-10T18:00', 0, 0, 0, 1],
  ]);
});

test('days are those of the event’s zone, on the night its clocks are changed as well', async () => {
  const event = await joined([
    ['CONFIRMED', '2027-03-27T22:59'],
    ['CONFIRMED', '2027-03-27T23:00'],
    ['CONFIRMED', '2027-03-28T21:59'],
    ['CONFIRMED', '2027-03-28T22:00'],
  ]);
  const stats = await eventStats(database, event, 'DAY', at('2027-04-10T19:10'));
  expect(happened(stats)).toEqual([
    ['03-26T23:00', 1, 0, 0, 0],
    ['03-27T23:00', 2, 0, 0, 0],
    ['03-28T22:00', 1, 0, 0, 0],
  ]);
  expect(stats.points).toHaveLength(15);
});

test('what goes back further than a chart can show is in the whole, and not over time', async () => {
  const event = await joined([
    ['CONFIRMED', '2025-01-01T00:00'],
    ['CONFIRMED', '2027-04-01T10:00'],
  ]);
  const byItself = await eventStats(database, event, null, at('2027-04-10T19:10'));
  expect([byItself.unit, byItself.joined, byItself.points.length]).toEqual(['DAY', 2, 367]);
  const byHours = await eventStats(database, event, 'HOUR', at('2027-04-10T19:10'));
  expect([byHours.joined, byHours.points.length, happened(byHours).length]).toEqual([2, 337, 1]);
});

test('of an event that nobody joined there is nothing, and after it nothing more comes', async () => {
  const stats = await eventStats(database, await joined([]), null, at('2027-04-09T00:30'));
  expect(stats).toMatchObject({ joined: 0, unit: 'HOUR' });
  expect(stats.points.every(({ joined }) => joined === 0)).toBe(true);
  const event = await joined([['CONFIRMED', '2027-04-10T10:10']]);
  const later = await eventStats(database, event, null, at('2030-01-01T00:00'));
  expect(later.to).toEqual(at('2027-04-11T20:00'));
});
