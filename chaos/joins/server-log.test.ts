import { createTestDatabase } from '@cityevents/testing/database';
import { eventually } from '@cityevents/testing/wait';
import pg from 'pg';
import { expect, test } from 'vitest';
import { serverLogOf } from './server-log.ts';

test("control: a transaction begun within another is in PostgreSQL's log, under its database's name", async () => {
  const [one, other] = await Promise.all([createTestDatabase('joins'), createTestDatabase('joins')]);
  // Clients, not pools: a pool's end doesn't wait until its connections are closed, and dropping the database cuts them.
  const [client, otherClient] = [one, other].map(({ url }) => new pg.Client(url)) as [pg.Client, pg.Client];
  await Promise.all([client.connect(), otherClient.connect()]);
  await client.query('BEGIN');
  await client.query('BEGIN');
  await eventually(async () =>
    expect(await serverLogOf(client)).toEqual([expect.stringContaining('already a transaction in progress')]),
  );
  expect(await serverLogOf(otherClient)).toEqual([]);
  await Promise.all([client.end(), otherClient.end()]);
  await Promise.all([one.drop(), other.drop()]);
});
