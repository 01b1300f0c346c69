import { randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { startTcpProxy } from '@cityevents/testing/tcp-proxy';
import { eventually } from '@cityevents/testing/wait';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_PATIENT, MAX_TRANSACTIONS, SeatEngine } from '../src/seats/seat-engine.ts';
import type { SeatOutcome } from '../src/seats/seat-request.ts';
import { countJoins, createOpenEvent } from './open-event.ts';

const logger = createLogger('test', 'silent');

let testDatabase: TestDatabase;
let database: JoinsDatabase;
let engine: SeatEngine;
let holder: Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase('joins');
  database = createJoinsDatabase(testDatabase.url);
  engine = new SeatEngine(database, logger, () => {});
  holder = new Client({ connectionString: testDatabase.url });
  await holder.connect();
});
afterAll(async () => {
  await engine.idle();
  await holder.end();
  await database.$disconnect();
  await testDatabase.drop();
});

const join = (userId: string = randomUUIDv7()) => ({ kind: 'join' as const, userId });
const summary = (outcome: SeatOutcome) => {
  if (outcome.kind === 'refused') return outcome.refusal.code;
  return outcome.kind === 'join' ? outcome.join.status : outcome.kind;
};
const lockEvent = (eventId: string) =>
  holder.query('SELECT 1 FROM event_capacity WHERE event_id = $1 FOR UPDATE', [eventId]);

/** An event with one seat, taken by the person returned, and no waitlist. */
async function soldOutEvent() {
  const eventId = await createOpenEvent(database, { waitlistLimit: 0 });
  const winner = randomUUIDv7();
  expect(summary(await engine.submit(eventId, join(winner)))).toBe('CONFIRMED');
  expect(summary(await engine.submit(eventId, join()))).toBe('WAITLIST_FULL');
  return { eventId, winner };
}

test('a crowd at a sold-out event is answered while somebody else holds its lock', async () => {
  const { eventId, winner } = await soldOutEvent();
  await holder.query('BEGIN');
  await lockEvent(eventId);
  const outcomes = await Promise.all(Array.from({ length: 1_000 }, () => engine.submit(eventId, join())));
  const repeated = await engine.submit(eventId, join(winner));
  await holder.query('ROLLBACK');
  expect(new Set(outcomes.map(summary))).toEqual(new Set(['WAITLIST_FULL']));
  expect(summary(repeated)).toBe('CONFIRMED');
});

test('a join sent after a leave was answered gets the seat, whichever process each reaches', async () => {
  const { eventId, winner } = await soldOutEvent();
  const otherDatabase = createJoinsDatabase(testDatabase.url);
  const other = new SeatEngine(otherDatabase, logger, () => {});
  // Both have seen that there is nothing to be had.
  expect(summary(await other.submit(eventId, join()))).toBe('WAITLIST_FULL');
  let seated = winner;
  for (const [leaving, joining] of [
    [engine, other],
    [other, engine],
    [engine, engine],
  ] as const) {
    await leaving.submit(eventId, { kind: 'leave', userId: seated });
    seated = randomUUIDv7();
    expect(summary(await joining.submit(eventId, join(seated)))).toBe('CONFIRMED');
    expect(summary(await leaving.submit(eventId, join()))).toBe('WAITLIST_FULL');
  }
  await otherDatabase.$disconnect();
});

test('when joining opens, who asks is let in, though everyone before was turned away', async () => {
  const joinsOpenAt = new Date(Date.now() + 1_000);
  const eventId = await createOpenEvent(database, { joinsOpenAt });
  for (const _ of [1, 2]) expect(summary(await engine.submit(eventId, join()))).toBe('JOINS_NOT_OPEN');
  await eventually(async () => expect(summary(await engine.submit(eventId, join()))).toBe('CONFIRMED'));
  const { createdAt } = await database.join.findFirstOrThrow({ where: { eventId } });
  expect(createdAt.getTime()).toBeGreaterThanOrEqual(joinsOpenAt.getTime());
});

test('a request that cannot be decided fails alone: its neighbours in the batch are answered', async () => {
  const eventId = await createOpenEvent(database, { capacity: 50 });
  // The first is a batch by itself; the others share the next one.
  const requests = [join(), ...Array.from({ length: 30 }, () => join()), join('nobody'), join()];
  const outcomes = await Promise.allSettled(requests.map((request) => engine.submit(eventId, request)));
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(outcomes.at(-2)?.status).toBe('rejected');
  expect(await countJoins(database, eventId)).toEqual({ CONFIRMED: 32 });
});

test('a deadlock is tried again, and nobody notices', async () => {
  const eventId = await createOpenEvent(database, { capacity: 5 });
  const userId = randomUUIDv7();
  await engine.submit(eventId, join(userId));
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM joins WHERE event_id = $1 AND user_id = $2 FOR UPDATE', [eventId, userId]);
  // The engine holds the event and waits for the join; then the holder, who has the join, asks for the event.
  const leaving = engine.submit(eventId, { kind: 'leave', userId });
  await eventually(async () => expect(await waitingForLocks()).toBe(1));
  await lockEvent(eventId);
  await holder.query('COMMIT');
  expect(summary(await leaving)).toBe('CANCELLED');
  expect(await deadlocks()).toBe(1);
});

test('a full queue is answered BUSY at once, and everyone in it is served', async () => {
  const eventId = await createOpenEvent(database, { capacity: 10_000 });
  await holder.query('BEGIN');
  await lockEvent(eventId);
  const first = engine.submit(eventId, join());
  const queued = Array.from({ length: 5_000 }, () => engine.submit(eventId, join()));
  // Nothing can have been decided yet: the lock is ours.
  expect(summary(await engine.submit(eventId, join()))).toBe('BUSY');
  await holder.query('COMMIT');
  expect(new Set((await Promise.all([first, ...queued])).map(summary))).toEqual(new Set(['CONFIRMED']));
  expect(await countJoins(database, eventId)).toEqual({ CONFIRMED: 5_001 });
});

test('while the database is gone the answer is BUSY; once it is back, joining goes on', async () => {
  const proxy = await startTcpProxy(testDatabase.url);
  const distant = createJoinsDatabase(proxy.url, { maxConnections: 2, connectionTimeoutMs: 500 });
  const distantEngine = new SeatEngine(distant, logger, () => {});
  const eventId = await createOpenEvent(database);
  await proxy.goDown();
  expect(summary(await distantEngine.submit(eventId, join()))).toBe('BUSY');
  await proxy.comeBack();
  await eventually(async () => expect(summary(await distantEngine.submit(eventId, join()))).not.toBe('BUSY'));
  await distant.$disconnect();
  await proxy.goDown();
});

test('a line of 2,500 moves up behind a growing capacity, and others are served in between', async () => {
  const organizerId = randomUUIDv7();
  const eventId = await createOpenEvent(database, { organizerId });
  await Promise.all(Array.from({ length: 2_501 }, () => engine.submit(eventId, join())));
  const last = randomUUIDv7();
  const [grown, joined] = await Promise.all([
    engine.submit(eventId, { kind: 'setCapacity', userId: organizerId, capacity: null }),
    engine.submit(eventId, join(last)),
  ]);
  expect([summary(grown), summary(joined)]).toEqual(['event', 'WAITLISTED']);
  expect(await countJoins(database, eventId)).toEqual({ CONFIRMED: 2_502 });
  const { capacity, taken, waitlisted } = await database.eventCapacity.findUniqueOrThrow({ where: { eventId } });
  expect({ capacity, taken, waitlisted }).toEqual({ capacity: null, taken: 2_502, waitlisted: 0 });
  const transactions = await database.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT xmin::text)::int AS count FROM outbox
    WHERE aggregate_id = ${eventId}::uuid AND routing_key = 'join.promoted.v1'`;
  expect(transactions).toEqual([{ count: 3 }]);
});

test('growth under way comes before what is asked for later', async () => {
  const organizerId = randomUUIDv7();
  const eventId = await createOpenEvent(database, { organizerId });
  await Promise.all(Array.from({ length: 2_501 }, () => engine.submit(eventId, join())));
  const set = (capacity: number) => growing.submit(eventId, { kind: 'setCapacity', userId: organizerId, capacity });
  // Once the first of three steps is committed, something else is asked for.
  let later: Promise<SeatOutcome> | undefined;
  const growing = new SeatEngine(database, logger, () => {
    later ??= set(1_500);
  });
  expect(summary(await set(2_501))).toBe('event');
  expect(summary(await later!)).toBe('BELOW_SEATS_TAKEN');
  const { capacity, taken } = await database.eventCapacity.findUniqueOrThrow({ where: { eventId } });
  expect({ capacity, taken }).toEqual({ capacity: 2_501, taken: 2_501 });
});

test('more events held than transactions: their joins are BUSY, and a join of a free one is answered meanwhile', async () => {
  const held = await Promise.all(Array.from({ length: 2 * MAX_TRANSACTIONS }, () => createOpenEvent(database)));
  const free = await createOpenEvent(database);
  await holder.query('BEGIN');
  for (const eventId of held) await lockEvent(eventId);
  const waiting = Promise.all(held.map((eventId) => engine.submit(eventId, join())));
  await eventually(async () => expect(await waitingForLocks()).toBe(MAX_PATIENT));
  expect(summary(await engine.submit(free, join()))).toBe('CONFIRMED');
  // None of those has given up yet: the free one did not have to wait for that.
  expect(await waitingForLocks()).toBe(MAX_PATIENT);
  expect(new Set((await waiting).map(summary))).toEqual(new Set(['BUSY']));
  await holder.query('ROLLBACK');
  const after = await Promise.all(held.map((eventId) => engine.submit(eventId, join())));
  expect(new Set(after.map(summary))).toEqual(new Set(['CONFIRMED']));
});

async function waitingForLocks(): Promise<number> {
  const [row] = await database.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row!.waiting;
}

/** Deadlocks in this database so far; a session tells of its own a moment after its transaction. */
function deadlocks(): Promise<number> {
  return eventually(async () => {
    const [row] = await database.$queryRaw<{ deadlocks: number }[]>`
      SELECT deadlocks::int AS deadlocks FROM pg_stat_database WHERE datname = current_database()`;
    expect(row!.deadlocks).toBeGreaterThan(0);
    return row!.deadlocks;
  });
}
