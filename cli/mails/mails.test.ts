import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createNotificationsDatabase, type NotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let testDatabase: TestDatabase;
let database: NotificationsDatabase;
const [failed, link, waiting] = [randomUUID(), randomUUID(), randomUUID()];
const userId = randomUUID();

beforeAll(async () => {
  testDatabase = await createTestDatabase('notifications');
  database = createNotificationsDatabase(testDatabase.url);
});
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});
beforeEach(async () => {
  await database.delivery.deleteMany();
  const mail = { userId, sequence: 1, details: {}, createdAt: new Date(Date.now() - 3 * 3_600_000) };
  const refused = { state: 'FAILED', attempts: 20, lastError: '550 <ada@example.test>: No such mailbox' } as const;
  await database.delivery.createMany({
    data: [
      { ...mail, ...refused, id: failed, kind: 'confirmed', eventId: randomUUID() },
      { ...mail, ...refused, id: link, kind: 'reset-password', address: 'ada@example.test' },
      { ...mail, id: waiting, kind: 'confirmed', eventId: randomUUID() },
    ],
  });
});

function mails(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${import.meta.dirname}/main.ts`, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NOTIFICATIONS_DATABASE_URL: testDatabase.url },
  });
  return { status, stdout, stderr };
}
const stateOf = async (id: string) => (await database.delivery.findUniqueOrThrow({ where: { id } })).state;

test('list shows what failed, to whom, since when and why, without an address', () => {
  const { status, stdout } = mails('list');
  expect(status).toBe(0);
  expect(stdout).toContain(`${failed}\n  confirmed, to person ${userId}`);
  expect(stdout).toContain('asked for 3 hours ago, given up after 20 attempts\n  550 <…@…>: No such mailbox');
  expect(stdout).toContain(link);
  expect(stdout).not.toContain(waiting);
  expect(stdout).not.toContain('@example.test');
});

test('retry has a mail tried again from the first attempt on', async () => {
  expect(mails('retry', failed)).toMatchObject({ status: 0, stdout: expect.stringContaining('is tried again') });
  expect(await database.delivery.findUnique({ where: { id: failed } })).toMatchObject({
    state: 'PENDING',
    attempts: 0,
  });
});

test('a link whose secret is forgotten can’t be sent again, nor what has not failed', async () => {
  for (const id of [link, waiting, randomUUID()]) {
    expect(mails('retry', id)).toMatchObject({ status: 1, stderr: expect.stringContaining('could be tried again') });
  }
  expect([await stateOf(link), await stateOf(waiting)]).toEqual(['FAILED', 'PENDING']);
});

test.each([
  [[], 'Say what to do: list or retry.'],
  [['retry'], 'Say which: the ids that list shows.'],
  [['retry', 'all'], 'An id is a UUID, as list shows it.'],
  [['list', 'all'], 'list takes nothing more.'],
])('%j is refused: %s', (args, words) => {
  expect(mails(...args)).toMatchObject({ status: 1, stderr: expect.stringContaining(words) });
});
