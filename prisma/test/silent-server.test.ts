import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { startTcpProxy, type TcpProxy } from '@cityevents/testing/tcp-proxy';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createJoinsDatabase, type JoinsDatabase } from '../joins.ts';

let testDatabase: TestDatabase;
let proxy: TcpProxy;
let client: JoinsDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase('joins');
});
beforeEach(async () => {
  proxy = await startTcpProxy(testDatabase.url);
  // One connection, so that whoever comes next would get the silent one.
  client = createJoinsDatabase(proxy.url, { maxConnections: 1, statementTimeoutMs: 100 });
});
afterEach(async () => {
  await client.$disconnect();
  await proxy.goDown();
});
afterAll(() => testDatabase?.drop());

const inboxRow = () => ({ aggregateId: crypto.randomUUID(), consumer: 'feed', messageId: crypto.randomUUID() });

test('a query on a connection that fell silent is given up, and the next one has a new connection', async () => {
  const backend = async () => (await client.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)[0]?.pid;
  const before = await backend();
  proxy.freeze();
  await expect(client.inboxMessage.count()).rejects.toThrow(/Query read timeout/);
  proxy.thaw();
  expect(await backend()).not.toBe(before);
});

test('a transaction on a connection that fell silent is given up, and nothing after it becomes part of it', async () => {
  const row = inboxRow();
  const given = client.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1`;
    proxy.freeze();
    await tx.inboxMessage.count();
  });
  await expect(given).rejects.toThrow(/Query read timeout/);
  proxy.thaw();
  await client.inboxMessage.create({ data: row });
  // Seen by someone else, thus committed.
  const other = createJoinsDatabase(testDatabase.url);
  expect(await other.inboxMessage.count({ where: { messageId: row.messageId } })).toBe(1);
  await other.$disconnect();
});
