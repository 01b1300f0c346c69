import { randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetPerson } from '../src/consume/forget-person.ts';
import { SeatEngine } from '../src/seats/seat-engine.ts';
import { createOpenEvent } from './open-event.ts';

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

const join = (eventId: string, userId: string) => engine.submit(eventId, { kind: 'join', userId });
const forget = (userId: string) => forgetPerson(database, engine, userId);
const joinsAt = (eventId: string) => database.join.findMany({ where: { eventId }, orderBy: { lineNumber: 'asc' } });
const factsOf = (eventId: string) =>
  database.outboxMessage.findMany({ where: { aggregateId: eventId }, orderBy: { sequence: 'asc' } });

test('seats and places in line are given back, the next in line moves up, and what is left leads to nobody', async () => {
  const [ann, bob, cid] = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7()];
  const [seated, waiting] = [await createOpenEvent(database), await createOpenEvent(database)];
  for (const [eventId, people] of [
    [seated, [ann, bob]],
    [waiting, [cid, ann, bob]],
  ] as const) {
    for (const person of people) await join(eventId, person);
  }
  await forget(ann);

  const [annsSeat, bobsSeat] = await joinsAt(seated);
  expect([annsSeat!.status, bobsSeat!.status, bobsSeat!.userId]).toEqual(['CANCELLED', 'CONFIRMED', bob]);
  const [, annsPlace, bobsPlace] = await joinsAt(waiting);
  expect([annsPlace!.status, bobsPlace!.status]).toEqual(['CANCELLED', 'WAITLISTED']);
  expect(await database.eventCapacity.findUnique({ where: { eventId: waiting } })).toMatchObject({ waitlisted: 1 });
  // Neither the id nor the moment says that the two were one person's.
  expect(new Set([ann, annsSeat!.userId, annsPlace!.userId]).size).toBe(3);
  for (const { createdAt, updatedAt } of [annsSeat!, annsPlace!]) expect(updatedAt).toEqual(createdAt);

  const facts = await factsOf(seated);
  expect(facts.map(({ sequence }) => sequence)).toEqual([1n, 2n, 3n, 4n, 5n]);
  expect(facts.slice(2).map(({ routingKey }) => routingKey)).toEqual([
    'join.cancelled.v1',
    'join.promoted.v1',
    'join.anonymized.v1',
  ]);
  expect(facts.at(-1)!.payload).toMatchObject({ userId: ann, anonymousId: annsSeat!.userId, status: 'CANCELLED' });
});

test('at an event that is over the seat stays taken, by nobody one could name', async () => {
  const ann = randomUUIDv7();
  const eventId = await createOpenEvent(database);
  await join(eventId, ann);
  const endsAt = new Date(Date.now() - 1_000);
  await database.eventCapacity.update({ where: { eventId }, data: { startsAt: endsAt, endsAt } });
  await forget(ann);
  const [left] = await joinsAt(eventId);
  expect(left!.status).toBe('CONFIRMED');
  expect(left!.userId).not.toBe(ann);
  expect(await database.eventCapacity.findUnique({ where: { eventId } })).toMatchObject({ taken: 1 });
});

test('somebody with seats at 100 events is forgotten at all of them, and a second time changes nothing', async () => {
  const ann = randomUUIDv7();
  const eventIds = await Promise.all(Array.from({ length: 100 }, () => createOpenEvent(database)));
  await Promise.all(eventIds.map((eventId) => join(eventId, ann)));
  await forget(ann);
  expect(await database.join.count({ where: { userId: ann } })).toBe(0);
  const left = await database.join.findMany({ where: { eventId: { in: eventIds } } });
  expect(left.map(({ status }) => status)).toEqual(eventIds.map(() => 'CANCELLED'));
  expect(new Set(left.map(({ userId }) => userId)).size).toBe(100);

  const before = await database.outboxMessage.count();
  await forget(ann);
  expect(await database.outboxMessage.count()).toBe(before);
});

test('an event that somebody holds on to makes it fail as transient, and the next try ends what is left', async () => {
  const ann = randomUUIDv7();
  const [free, held] = [await createOpenEvent(database), await createOpenEvent(database)];
  for (const eventId of [free, held]) await join(eventId, ann);
  const holder = new Client({ connectionString: testDatabase.url });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM event_capacity WHERE event_id = $1 FOR UPDATE', [held]);

  await expect(forget(ann)).rejects.toMatchObject({ code: '55P03' });
  expect((await database.join.findMany({ where: { userId: ann } })).map(({ eventId }) => eventId)).toEqual([held]);
  await holder.query('ROLLBACK');
  await holder.end();
  await forget(ann);
  expect(await database.join.count({ where: { userId: ann } })).toBe(0);
});
