import { createTestDatabase } from '@cityevents/testing/database';
import { eventually } from '@cityevents/testing/wait';
import pg from 'pg';
import { expect, test } from 'vitest';
import { serverLogOf } from './server-log.ts';

test("control: a transaction begun within another is in PostgreSQL's log, under its database's name", async () => {
  const [one, other] = await Promise.all([createTestDatabase('joins'), createTestDatabase('joins')]);
  const [pool, otherPool] = [one, other].map(({ url }) => new pg.Pool({ connectionString: url, max: 1 })) as [
    pg.Pool,
    pg.Pool,
  ];
  await pool.query('BEGIN');
  await pool.query('BEGIN');
  await eventually(async () =>
    expect(await serverLogOf(pool)).toEqual([expect.stringContaining('already a transaction in progress')]),
  );
  expect(await serverLogOf(otherPool)).toEqual([]);
  await Promise.all([pool.end(), otherPool.end()]);
  await Promise.all([one.drop(), other.drop()]);
});
