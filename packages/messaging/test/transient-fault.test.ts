import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isTransientFault } from '../src/transient-fault.ts';
import { startTcpProxy } from './tcp-proxy.ts';

let testDatabase: TestDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase('joins');
});
afterAll(() => testDatabase?.drop());

/** What a promise rejects with. */
const faultOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => error,
  );

test('a server that refuses connections, or ends one in a transaction, may be tried again', async () => {
  const proxy = await startTcpProxy(testDatabase.url);
  const database = createJoinsDatabase(proxy.url, { connectionTimeoutMs: 1_000 });
  const plain = new pg.Client(proxy.url);
  plain.on('error', () => {});
  await plain.connect();
  const ended = database.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await plain.query('SELECT pg_terminate_backend($1)', [row!.pid]);
    await tx.inboxMessage.count();
  });
  expect(isTransientFault(await faultOf(ended))).toBe(true);

  const cut = plain.query('SELECT pg_sleep(60)');
  const [fault] = await Promise.all([faultOf(cut), proxy.goDown()]);
  expect(isTransientFault(fault)).toBe(true);
  expect(isTransientFault(await faultOf(database.$queryRaw`SELECT 1`))).toBe(true);
  expect(isTransientFault(await faultOf(database.inboxMessage.count()))).toBe(true);
  expect(isTransientFault(await faultOf(database.$transaction((tx) => tx.inboxMessage.count())))).toBe(true);
  expect(isTransientFault(await faultOf(new pg.Client(proxy.url).connect()))).toBe(true);
  await database.$disconnect();
});

test('so may a lock that was not to be had, a deadlock, and a pool that was busy', async () => {
  const database = createJoinsDatabase(testDatabase.url, { maxConnections: 2, connectionTimeoutMs: 200 });
  const lock = (key: number) =>
    database.$transaction((tx) => tx.$executeRaw`SELECT pg_advisory_xact_lock(${key}::int)`);
  const holder = new pg.Client(testDatabase.url);
  await holder.connect();
  await holder.query('SELECT pg_advisory_lock(1)');
  const impatient = database.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL lock_timeout = 50`;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(1)`;
  });
  expect(isTransientFault(await faultOf(impatient))).toBe(true);

  const busy = [lock(1), lock(1)];
  expect(isTransientFault(await faultOf(database.$transaction((tx) => tx.inboxMessage.count())))).toBe(true);
  await holder.query('SELECT pg_advisory_unlock(1)');
  await Promise.all(busy);

  const gate = Promise.withResolvers<void>();
  let first = 0;
  const crosswise = (one: number, other: number) =>
    database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${one}::int)`;
      first += 1;
      if (first === 2) gate.resolve();
      await gate.promise;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${other}::int)`;
    });
  const deadlock = await faultOf(Promise.all([crosswise(2, 3), crosswise(3, 2)]));
  expect(isTransientFault(deadlock)).toBe(true);
  await holder.end();
  await database.$disconnect();
});

test('a broken rule, a wrong statement and a bug stay what they are', async () => {
  const database = createJoinsDatabase(testDatabase.url);
  const row = { aggregateId: crypto.randomUUID(), consumer: 'feed', messageId: crypto.randomUUID() };
  await database.inboxMessage.create({ data: row });
  expect(isTransientFault(await faultOf(database.inboxMessage.create({ data: row })))).toBe(false);
  expect(isTransientFault(await faultOf(database.$queryRaw`SELECT nonsense`))).toBe(false);
  expect(isTransientFault(new TypeError('undefined is not a function'))).toBe(false);
  expect(isTransientFault('text')).toBe(false);
  const circular = new Error('circular');
  circular.cause = circular;
  expect(isTransientFault(circular)).toBe(false);
  await database.$disconnect();
});
