import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CommitCutter, startCommitCutter } from './commit-cutter.ts';

let database: TestDatabase;
let cutter: CommitCutter;
let observer: pg.Client;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase('joins');
  cutter = await startCommitCutter(database.url);
  observer = new pg.Client(database.url);
  await observer.connect();
  await observer.query('CREATE TABLE written (once int PRIMARY KEY)');
});

afterAll(async () => {
  await observer.end();
  await cutter.goDown();
  await database.drop();
});

beforeEach(async () => {
  await observer.query('TRUNCATE written');
  client = new pg.Client(cutter.url);
  // It is to be cut.
  client.on('error', () => {});
  await client.connect();
});

const countWritten = async () => (await observer.query('SELECT FROM written')).rowCount;

test.each<[string, string | pg.QueryConfig]>([
  ['a simple query', 'COMMIT'],
  ['a prepared statement', { name: 'commit', text: 'COMMIT' }],
])('a COMMIT as %s is done, and its client never hears of it', async (_, commit) => {
  await client.query('BEGIN');
  // Now it is prepared, where it is to be.
  await client.query(commit);
  await client.query('BEGIN');
  await client.query('INSERT INTO written VALUES (1)');
  const cut = cutter.cutNext();
  await expect(client.query(commit)).rejects.toThrow('Connection terminated');
  await cut;
  expect(await countWritten()).toBe(1);
});

test('a COMMIT that is prepared and sent in one go is cut as well', async () => {
  await client.query('BEGIN');
  await client.query('INSERT INTO written VALUES (1)');
  void cutter.cutNext();
  await expect(client.query({ name: 'commit', text: 'COMMIT' })).rejects.toThrow('Connection terminated');
  expect(await countWritten()).toBe(1);
});

test('other statements pass, and so does a COMMIT that nobody wants cut', async () => {
  await client.query('BEGIN');
  await client.query({ name: 'insert', text: 'INSERT INTO written VALUES (1)' });
  await client.query('COMMIT');
  void cutter.cutNext();
  await client.query('BEGIN');
  expect((await client.query('SELECT FROM written')).rowCount).toBe(1);
  await client.query('ROLLBACK');
  expect(await countWritten()).toBe(1);
  await client.end();
});

test('a COMMIT that rolls back is answered: there was nothing to lose', async () => {
  await client.query('BEGIN');
  await client.query('SELECT 1/0').catch(() => {});
  void cutter.cutNext();
  expect((await client.query('COMMIT')).command).toBe('ROLLBACK');
  expect(await countWritten()).toBe(0);
  await client.end();
});
