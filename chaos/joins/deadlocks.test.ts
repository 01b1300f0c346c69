import { createTestDatabase } from '@cityevents/testing/database';
import { eventually } from '@cityevents/testing/wait';
import pg from 'pg';
import { expect, test } from 'vitest';
import { countDeadlocks } from './deadlocks.ts';

test('control: two who lock the same rows in opposite orders are counted once they are gone', async () => {
  const database = await createTestDatabase('joins');
  const pool = new pg.Pool({ connectionString: database.url, application_name: 'chaos' });
  pool.on('error', () => {});
  await pool.query('CREATE TABLE things (id int PRIMARY KEY); INSERT INTO things VALUES (1), (2)');
  const before = await countDeadlocks(pool);

  const [one, other] = [new pg.Client(database.url), new pg.Client(database.url)];
  await Promise.all([one.connect(), other.connect()]);
  const lock = (client: pg.Client, id: number) => client.query('SELECT FROM things WHERE id = $1 FOR UPDATE', [id]);
  await Promise.all([one.query('BEGIN'), other.query('BEGIN')]);
  await Promise.all([lock(one, 1), lock(other, 2)]);
  const outcomes = await Promise.allSettled([lock(one, 2), lock(other, 1)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await Promise.all([one.end(), other.end()]);

  await eventually(async () => {
    const { rowCount } = await pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'chaos'",
    );
    expect(rowCount).toBe(0);
  });
  expect(await countDeadlocks(pool)).toBe(before + 1);
  await pool.end();
  await database.drop();
});
