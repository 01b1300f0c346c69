import { randomUUID } from 'node:crypto';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { inTrace, traceparentOf } from '@cityevents/telemetry/trace-context';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { enqueueTx, type NewMessage } from '../src/outbox.ts';

let testDatabase: TestDatabase;
let database: JoinsDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase('joins');
  database = createJoinsDatabase(testDatabase.url);
});
beforeEach(() => database.outboxMessage.deleteMany());
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});

function capacityChanged(eventId: string, sequence: number): NewMessage {
  return {
    type: 'join.capacity-changed.v1',
    owner: 'joins',
    aggregateId: eventId,
    sequence: BigInt(sequence),
    occurredAt: new Date('2026-11-21T10:00:00.123Z'),
    data: { eventId, seats: { capacity: sequence, taken: 0, waitlisted: 0 } },
  };
}

test('many messages are written by one statement, in their order and as given', async () => {
  const eventId = randomUUID();
  const messages = Array.from({ length: 500 }, (_, index) => capacityChanged(eventId, index + 1));

  const ids = await database.$transaction((tx) => enqueueTx(tx, messages));

  const rows = await database.outboxMessage.findMany({ orderBy: { position: 'asc' } });
  expect(rows.map((row) => Number(row.sequence))).toEqual(messages.map((message) => Number(message.sequence)));
  expect(rows.map((row) => row.id)).toEqual(ids);
  expect(new Set(ids).size).toBe(500);
  expect(rows[41]).toMatchObject({
    aggregateId: eventId,
    sequence: 42n,
    routingKey: 'join.capacity-changed.v1',
    payload: messages[41]!.data,
    occurredAt: messages[41]!.occurredAt,
    attempts: 0,
    parkedAt: null,
  });
});

test('a message that is not to be told yet waits until its time; the others don’t', async () => {
  const notBefore = new Date(Date.now() + 600_000);
  const [now, later] = [capacityChanged(randomUUID(), 1), { ...capacityChanged(randomUUID(), 1), notBefore }];
  await database.$transaction((tx) => enqueueTx(tx, [now, later]));
  const rows = await database.outboxMessage.findMany({ orderBy: { position: 'asc' } });
  expect(rows.map(({ aggregateId }) => aggregateId)).toEqual([now.aggregateId, later.aggregateId]);
  expect(rows[0]!.availableAt.getTime()).toBeLessThan(Date.now() + 1_000);
  expect(rows[1]!.availableAt).toEqual(notBefore);
});

test('a change that is rolled back tells nobody', async () => {
  const change = database.$transaction(async (tx) => {
    await enqueueTx(tx, [capacityChanged(randomUUID(), 1)]);
    throw new Error('changed my mind');
  });
  await expect(change).rejects.toThrow('changed my mind');
  expect(await database.outboxMessage.count()).toBe(0);
});

test('a message tells the trace it is enqueued in, unless it comes from another', async () => {
  const [current, other] = [traceparentOf(randomUUID()), traceparentOf(randomUUID())];
  const [own, foreign, none] = [1, 2, 3].map((sequence) => capacityChanged(randomUUID(), sequence)) as [
    NewMessage,
    NewMessage,
    NewMessage,
  ];
  await inTrace(current, () =>
    database.$transaction((tx) =>
      enqueueTx(tx, [own, { ...foreign, traceparent: other }, { ...none, traceparent: null }]),
    ),
  );
  const rows = await database.outboxMessage.findMany({ orderBy: { position: 'asc' } });
  expect(rows.map(({ traceparent }) => traceparent)).toEqual([current, other, null]);
});
