import { randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createLogger } from '@cityevents/service/logger';
import { connectRedis } from '@cityevents/service/redis';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { createTestRedis, type TestRedis } from '@cityevents/testing/redis';
import { eventually } from '@cityevents/testing/wait';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LiveSeats } from '../src/live-seats/live-seats.ts';
import { SeatEngine } from '../src/seats/seat-engine.ts';
import { createOpenEvent } from './open-event.ts';

const logger = createLogger('test', 'silent');

let testDatabase: TestDatabase;
let testRedis: TestRedis;
let database: JoinsDatabase;
let redis: Redis;
let liveSeats: LiveSeats;

beforeAll(async () => {
  [testDatabase, testRedis] = await Promise.all([createTestDatabase('joins'), createTestRedis()]);
  database = createJoinsDatabase(testDatabase.url);
  redis = connectRedis(testRedis.url, logger);
  await eventually(() => redis.ping());
  liveSeats = new LiveSeats(redis, database, logger);
});

afterAll(async () => {
  redis.disconnect();
  await database.$disconnect();
  await Promise.all([testDatabase.drop(), testRedis.release()]);
});

const seats = (taken: number) => ({ capacity: 10, taken, waitlisted: 0, waitlistLimit: null });

test('seats are answered from Redis: the database knows nothing of this event', async () => {
  const eventId = randomUUIDv7();
  liveSeats.put({ eventId, sequence: 7n, ...seats(3) });
  await eventually(async () => expect(await liveSeats.get([eventId])).toEqual([seats(3)]));
});

test('an older state that comes late does not replace a newer one', async () => {
  const eventId = randomUUIDv7();
  for (const sequence of [8n, 10n, 9n]) liveSeats.put({ eventId, sequence, ...seats(Number(sequence)) });
  // Commands of one connection are done in their order. Asked again, since on a busy machine Redis may take longer than
  // a reader waits for it.
  await eventually(() => redis.ping());
  await eventually(async () => expect(await liveSeats.get([eventId])).toEqual([seats(10)]));
});

test('who has just put a state reads that one, not the one before', async () => {
  const eventId = randomUUIDv7();
  liveSeats.put({ eventId, sequence: 1n, ...seats(1) });
  await eventually(async () => expect(await liveSeats.get([eventId])).toEqual([seats(1)]));
  let answered = 0;
  for (let sequence = 2; sequence <= 10; sequence++) {
    liveSeats.put({ eventId, sequence: BigInt(sequence), ...seats(sequence) });
    const [answer] = await liveSeats.get([eventId]);
    // On a busy machine Redis may take longer than a reader waits for it.
    if (!answer) continue;
    expect(answer.taken).toBe(sequence);
    answered++;
  }
  expect(answered).toBeGreaterThan(0);
});

test('what Redis does not know is read from the database, put there, and soon forgotten again', async () => {
  const known = await createOpenEvent(database, { capacity: 10, taken: 4, sequence: 4n });
  const unknown = randomUUIDv7();
  expect(await liveSeats.get([known, unknown])).toMatchObject([seats(4), null]);
  await eventually(async () =>
    expect(JSON.parse(String(await redis.hget(`seats:{${known}}`, 'seats')))).toEqual(seats(4)),
  );
  expect(await redis.pttl(`seats:{${known}}`)).toBeLessThanOrEqual(1_000);
  await eventually(async () => expect(await redis.exists(`seats:{${known}}`)).toBe(0));
});

test('a change that Redis was not told of shows all the same, once what it knew is a second old', async () => {
  const eventId = await createOpenEvent(database, { capacity: 10 });
  expect(await liveSeats.get([eventId])).toMatchObject([seats(0)]);
  const silent = new SeatEngine(database, logger, () => {});
  await silent.submit(eventId, { kind: 'join', userId: randomUUIDv7() });
  await eventually(async () => expect(await liveSeats.get([eventId])).toMatchObject([seats(1)]));
});

test('the seat engine tells of each batch once it is committed', async () => {
  const told: [string, number][] = [];
  const engine = new SeatEngine(database, logger, (capacity) => told.push([capacity.eventId, capacity.taken]));
  const eventId = await createOpenEvent(database, { capacity: 10 });
  for (let i = 0; i < 2; i += 1) await engine.submit(eventId, { kind: 'join', userId: randomUUIDv7() });
  expect(told).toEqual([
    [eventId, 1],
    [eventId, 2],
  ]);
});
