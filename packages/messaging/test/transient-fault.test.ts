import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { startTcpProxy } from '@cityevents/testing/tcp-proxy';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isTransientFault } from '../src/transient-fault.ts';

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

/** Repeats a statement until it rejects, and rejects with that. */
async function untilRefused(statement: () => Promise<unknown>): Promise<never> {
  for (;;) await statement();
}

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

test('so may a statement or a transaction that ran out of time', async () => {
  const database = createJoinsDatabase(testDatabase.url, { statementTimeoutMs: 50, transactionTimeoutMs: 500 });
  expect(isTransientFault(await faultOf(database.$queryRaw`SELECT pg_sleep(10)::text`))).toBe(true);
  expect(isTransientFault(await faultOf(database.$transaction((tx) => tx.$executeRaw`SELECT pg_sleep(10)`)))).toBe(
    true,
  );
  const plain = new pg.Client({ connectionString: testDatabase.url, statement_timeout: 50 });
  await plain.connect();
  expect(isTransientFault(await faultOf(plain.query('SELECT pg_sleep(10)')))).toBe(true);
  await plain.end();

  const late = database.$transaction(async (tx) => {
    const fault = await faultOf(untilRefused(() => tx.inboxMessage.count()));
    expect(fault).toMatchObject({ code: 'P2028', message: expect.stringContaining('expired transaction') });
    expect(isTransientFault(fault)).toBe(true);
    // Prisma forgets an ended transaction once a hundred others have ended.
    for (let i = 0; i < 101; i++) await database.$transaction((other) => other.$queryRaw`SELECT 1`);
    await tx.inboxMessage.count();
  });
  const forgotten = await faultOf(late);
  expect(forgotten).toMatchObject({ code: 'P2028', message: expect.stringContaining('not found') });
  expect(isTransientFault(forgotten)).toBe(true);
  await database.$disconnect();
});

test('so may a query on a connection that fell silent', async () => {
  const proxy = await startTcpProxy(testDatabase.url);
  const database = createJoinsDatabase(proxy.url, { statementTimeoutMs: 100, connectionTimeoutMs: 500 });
  await database.inboxMessage.count();
  proxy.freeze();
  const faults = await Promise.all([
    faultOf(database.inboxMessage.count()),
    faultOf(database.$queryRaw`SELECT 1`),
    faultOf(database.$transaction((tx) => tx.inboxMessage.count())),
  ]);
  expect(faults.map((fault) => isTransientFault(fault))).toEqual([true, true, true]);
  proxy.thaw();
  expect(await database.inboxMessage.count()).toBe(0);
  await database.$disconnect();
  await proxy.goDown();
});

test('a transaction used after its end is a bug', async () => {
  const database = createJoinsDatabase(testDatabase.url);
  let ended: Pick<typeof database, 'inboxMessage'> | undefined;
  await database.$transaction(async (tx) => {
    ended = tx;
  });
  const fault = await faultOf(ended!.inboxMessage.count());
  expect(fault).toMatchObject({ code: 'P2028' });
  expect(isTransientFault(fault)).toBe(false);
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
