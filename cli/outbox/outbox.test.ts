import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let databases: TestDatabase[];
let joins: pg.Client;
const event = randomUUID();
const parkedId = randomUUID();

beforeAll(async () => {
  databases = await Promise.all((['auth', 'events', 'joins'] as const).map(createTestDatabase));
  joins = new pg.Client(databases[2]!.url);
  await joins.connect();
});
afterAll(async () => {
  await joins.end();
  await Promise.all(databases.map((database) => database.drop()));
});
beforeEach(async () => {
  await joins.query('TRUNCATE outbox');
  for (const sequence of [5, 6, 7]) {
    const isParked = sequence === 5;
    await joins.query(
      `INSERT INTO outbox (aggregate_id, sequence, id, routing_key, payload, occurred_at, attempts, parked_at, last_error)
       VALUES ($1, $2, $3, 'join.confirmed.v1', '{}', now() - interval '3 hours', $4, $5, $6)`,
      [
        event,
        sequence,
        ...(isParked ? [parkedId, 10, new Date(), 'data.seats: is missing'] : [randomUUID(), 0, null, null]),
      ],
    );
  }
});

function outbox(...args: string[]) {
  const [auth, events, joins] = databases.map(({ url }) => url);
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${import.meta.dirname}/main.ts`, ...args], {
    encoding: 'utf8',
    env: { ...process.env, AUTH_DATABASE_URL: auth, EVENTS_DATABASE_URL: events, JOINS_DATABASE_URL: joins },
  });
  return { status, stdout, stderr };
}

const rows = async () =>
  (await joins.query('SELECT sequence::int, attempts, parked_at FROM outbox ORDER BY sequence')).rows;

test('list shows what is parked, since when, why, and what waits behind it', () => {
  const { status, stdout } = outbox('list');
  expect(status).toBe(0);
  expect(stdout).toContain(parkedId);
  expect(stdout).toContain(`joins: join.confirmed.v1 of ${event}, sequence 5`);
  expect(stdout).toMatch(/told 3 hours ago, parked \d+ seconds ago after 10 attempts; 2 messages .* wait behind it/);
  expect(stdout).toContain('data.seats: is missing');
});

test('retry gives a message all its attempts back', async () => {
  const { status, stdout } = outbox('retry', parkedId);
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('2 messages behind it') });
  expect((await rows())[0]).toEqual({ sequence: 5, attempts: 0, parked_at: null });
  expect(outbox('list').stdout).toBe('Nothing is parked.\n');
});

test('discard deletes the one message, and says what follows from it', async () => {
  const { status, stdout } = outbox('discard', parkedId);
  expect(status).toBe(0);
  expect(stdout).toContain('after sequence 5 there is a gap');
  expect(stdout).toContain('npm run republish -- joins');
  expect((await rows()).map(({ sequence }) => sequence)).toEqual([6, 7]);
});

test.each([
  [[], 'Say what to do: list, retry or discard.'],
  [['drop'], 'Say what to do: list, retry or discard.'],
  [['list', 'all'], 'list takes nothing more.'],
  [['retry'], 'Say which: the ids that list shows.'],
  [['discard'], 'Say which one: the id that list shows.'],
  [['discard', 'all'], 'An id is a UUID, as list shows it.'],
  [['discard', parkedId, parkedId], 'Say which one: the id that list shows.'],
  [['retry', '019b0000-0000-7000-8000-000000000001'], 'No message 019b0000-0000-7000-8000-000000000001 is parked.'],
])('%j is refused, and changes nothing: %s', async (args, words) => {
  const { status, stderr } = outbox(...args);
  expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining(words) });
  expect(await rows()).toMatchObject([{ attempts: 10 }, {}, {}]);
});

test('a message that waits but isn’t parked can’t be discarded', async () => {
  const { rows: waiting } = await joins.query<{ id: string }>('SELECT id FROM outbox WHERE sequence = 6');
  expect(outbox('discard', waiting[0]!.id)).toMatchObject({ status: 1, stderr: expect.stringContaining('is parked') });
  expect(await rows()).toHaveLength(3);
});
