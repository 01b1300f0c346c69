import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { eventually } from '@cityevents/testing/wait';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sweepInbox, sweepInboxDaily } from '../src/inbox-sweep.ts';

let testDatabase: TestDatabase;
let database: JoinsDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase('joins');
  database = createJoinsDatabase(testDatabase.url);
});
beforeEach(() => database.inboxMessage.deleteMany());
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});

const receive = (daysAgo: number, rows: number) => database.$executeRaw`
  INSERT INTO inbox (aggregate_id, consumer, message_id, received_at)
  SELECT gen_random_uuid(), 'joins', gen_random_uuid(), now() - ${daysAgo}::float8 * interval '1 day'
  FROM generate_series(1, ${rows}::int)`;

test('messages older than that are forgotten, however many, and no younger ones', async () => {
  await receive(30.1, 2_500);
  await receive(29.9, 2);
  await receive(0, 1);
  expect(await sweepInbox(database, 30)).toBe(2_500);
  expect(await database.inboxMessage.count()).toBe(3);
  expect(await sweepInbox(database, 30)).toBe(0);
});

test('two who sweep at once share the work', async () => {
  await receive(31, 2_500);
  const [one, other] = await Promise.all([sweepInbox(database, 30), sweepInbox(database, 30)]);
  expect(one + other).toBe(2_500);
  expect(await database.inboxMessage.count()).toBe(0);
});

test('the inbox is swept at once and again, and a sweep that fails is made good by the next', async () => {
  const warnings: string[] = [];
  const attentive = pino({ level: 'warn' }, { write: (line) => void warnings.push(line) });
  const swept = () => eventually(async () => expect(await database.inboxMessage.count()).toBe(0));
  await receive(31, 1);
  const sweeper = sweepInboxDaily({ database, logger: attentive, everyMs: 10 });
  await swept();
  await database.$executeRaw`ALTER TABLE inbox RENAME TO hidden`;
  await eventually(() => expect(warnings.length).toBeGreaterThan(0));
  await database.$executeRaw`ALTER TABLE hidden RENAME TO inbox`;
  await receive(31, 1);
  await swept();
  await sweeper.stop();
});

test('between two sweeps the process may end', async () => {
  const script = `
    import { sweepInboxDaily } from '${new URL('../src/inbox-sweep.ts', import.meta.url)}';
    sweepInboxDaily({ database: { $executeRaw: async () => 0 }, logger: console });`;
  // Killed, and thus rejected, if it lingers.
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { timeout: 20_000 });
});
