import { randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SeatEngine } from '../src/seats/seat-engine.ts';
import type { SeatOutcome } from '../src/seats/seat-request.ts';
import { countJoins, createOpenEvent } from './open-event.ts';

let testDatabase: TestDatabase;
let database: JoinsDatabase;
let engine: SeatEngine;

beforeAll(async () => {
  testDatabase = await createTestDatabase('joins');
  database = createJoinsDatabase(testDatabase.url);
  engine = new SeatEngine(database, createLogger('test', 'silent'), () => {});
});

afterAll(async () => {
  await engine.idle();
  await database.$disconnect();
  await testDatabase.drop();
});

const joinAll = (eventId: string, count: number) =>
  Promise.all(Array.from({ length: count }, () => engine.submit(eventId, { kind: 'join', userId: randomUUIDv7() })));

test('1,000 joins for one seat: 1 confirmed, 999 waiting at 1 to 999 in the order of the sequence, one fact each', async () => {
  const eventId = await createOpenEvent(database);
  const outcomes = await joinAll(eventId, 1_000);

  const joins = outcomes.map((outcome) => outcome as Extract<SeatOutcome, { kind: 'join' }>);
  const inLine = joins.filter(({ join }) => join.status === 'WAITLISTED');
  inLine.sort((a, b) => Number(a.join.lineNumber - b.join.lineNumber));
  expect(joins.filter(({ join }) => join.status === 'CONFIRMED')).toHaveLength(1);
  expect(inLine.map((outcome) => outcome.waitlistPosition)).toEqual(Array.from({ length: 999 }, (_, i) => i + 1));

  const facts = await database.outboxMessage.findMany({
    where: { aggregateId: eventId },
    orderBy: { position: 'asc' },
  });
  expect(facts.map((fact) => fact.sequence)).toEqual(Array.from({ length: 1_000 }, (_, i) => BigInt(i + 1)));
});

test('requests that arrive while a transaction runs share the next one', async () => {
  const eventId = await createOpenEvent(database, { capacity: null });
  await joinAll(eventId, 200);
  const transactions = await database.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT xmin::text)::int AS count FROM joins WHERE event_id = ${eventId}::uuid`;
  expect(transactions).toEqual([{ count: 2 }]);
});

test('many events at once share transactions, and each keeps its own order and sequence', async () => {
  const eventIds = await Promise.all(Array.from({ length: 60 }, () => createOpenEvent(database, { capacity: 2 })));
  const outcomes = await Promise.all(eventIds.map((eventId) => joinAll(eventId, 4)));
  const summary = (outcome: SeatOutcome) => outcome.kind === 'join' && [outcome.join.status, outcome.waitlistPosition];
  for (const ofOneEvent of outcomes) {
    expect(ofOneEvent.map(summary)).toEqual([
      ['CONFIRMED', undefined],
      ['CONFIRMED', undefined],
      ['WAITLISTED', 1],
      ['WAITLISTED', 2],
    ]);
  }
  const facts = await database.outboxMessage.findMany({
    where: { aggregateId: { in: eventIds } },
    orderBy: { position: 'asc' },
  });
  const ofEach = Map.groupBy(facts, ({ aggregateId }) => aggregateId);
  for (const ofOneEvent of ofEach.values()) {
    expect(ofOneEvent.map(({ sequence }) => sequence)).toEqual([1n, 2n, 3n, 4n]);
  }
  const [transactions] = await database.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT xmin::text)::int AS count FROM outbox WHERE aggregate_id = ANY(${eventIds}::uuid[])`;
  expect(transactions!.count).toBeLessThan(60);
});

test('of many events at once one that somebody holds, and one that nobody knows, delay no other', async () => {
  const eventIds = await Promise.all(Array.from({ length: 40 }, () => createOpenEvent(database)));
  const held = eventIds[30]!;
  const holder = new Client({ connectionString: testDatabase.url });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM event_capacity WHERE event_id = $1 FOR UPDATE', [held]);

  const answers = new Map([...eventIds, randomUUIDv7()].map((eventId) => [eventId, joinAll(eventId, 2)]));
  const ofHeld = answers.get(held)!;
  answers.delete(held);
  const outcomes = (await Promise.all(answers.values())).flat();
  expect(outcomes.filter(({ kind }) => kind === 'join')).toHaveLength(78);
  expect(outcomes.filter(({ kind }) => kind === 'refused')).toMatchObject([
    { refusal: { code: 'EVENT_NOT_FOUND' } },
    { refusal: { code: 'EVENT_NOT_FOUND' } },
  ]);
  await holder.query('COMMIT');
  expect((await ofHeld).map((outcome) => outcome.kind === 'join' && outcome.join.status)).toEqual([
    'CONFIRMED',
    'WAITLISTED',
  ]);
  await holder.end();
});

test('who leaves frees the seat for the first in line, in the same transaction', async () => {
  const eventId = await createOpenEvent(database);
  const [first, second, third] = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7()];
  for (const userId of [first, second, third]) await engine.submit(eventId, { kind: 'join', userId });
  await engine.submit(eventId, { kind: 'leave', userId: first });

  const rows = await database.join.findMany({ where: { eventId }, orderBy: { lineNumber: 'asc' } });
  expect(rows.map((row) => [row.userId, row.status])).toEqual([
    [first, 'CANCELLED'],
    [second, 'CONFIRMED'],
    [third, 'WAITLISTED'],
  ]);
});

test('an event nobody published is not found', async () => {
  const outcome = await engine.submit(randomUUIDv7(), { kind: 'join', userId: randomUUIDv7() });
  expect(outcome).toMatchObject({ kind: 'refused', eventExists: false, refusal: { code: 'EVENT_NOT_FOUND' } });
});

test('while somebody holds the event’s lock the answer is BUSY, other events go on, and nothing is done', async () => {
  const [held, free] = [await createOpenEvent(database), await createOpenEvent(database)];
  const holder = new Client({ connectionString: testDatabase.url });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM event_capacity WHERE event_id = $1 FOR UPDATE', [held]);

  const waiting = joinAll(held, 3);
  expect((await joinAll(free, 1)).map((outcome) => outcome.kind)).toEqual(['join']);
  for (const outcome of await waiting) {
    expect(outcome).toMatchObject({ refusal: { code: 'BUSY', retryAfterSeconds: expect.any(Number) } });
  }
  await holder.end();
  expect(await countJoins(database, held)).toEqual({});
  expect((await joinAll(held, 1)).map((outcome) => outcome.kind)).toEqual(['join']);
});

test('a connection that dies while it waits for the lock is answered BUSY, and nothing is done', async () => {
  const eventId = await createOpenEvent(database);
  const holder = new Client({ connectionString: testDatabase.url });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM event_capacity WHERE event_id = $1 FOR UPDATE', [eventId]);
  const waiting = joinAll(eventId, 1);
  // Ends whoever waits for our lock, as soon as it waits.
  for (let ended = 0; ended === 0; ) {
    const { rowCount } = await holder.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))',
    );
    ended = rowCount ?? 0;
  }
  expect((await waiting)[0]).toMatchObject({ refusal: { code: 'BUSY' } });
  await holder.end();
  expect(await countJoins(database, eventId)).toEqual({});
});
