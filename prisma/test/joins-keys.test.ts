import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase('joins');
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Tables that say nothing of any event: the same on every node. What people are called is only ever read beside joins. */
const notDistributed = ['_prisma_migrations', 'outbox_lanes', 'outbox_relays', 'people'];

/** Primary, unique and foreign keys that lack the column the rows would be distributed by. */
async function keysWithoutTheEvent(): Promise<string[]> {
  const { rows } = await client.query(
    `
    WITH keys AS (
      SELECT indrelid AS relation, indexrelid::regclass::text AS name, indkey::smallint[] AS columns
      FROM pg_index WHERE indisunique OR indisexclusion
      UNION ALL
      SELECT conrelid, conname::text, conkey FROM pg_constraint WHERE contype = 'f'
    )
    SELECT name FROM keys
    JOIN pg_class ON pg_class.oid = relation
    WHERE relnamespace = 'public'::regnamespace AND relname <> ALL ($1)
      AND NOT EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = relation AND attnum = ANY (columns) AND attname IN ('event_id', 'aggregate_id')
      )
    ORDER BY name`,
    [notDistributed],
  );
  return rows.map(({ name }) => name);
}

describe('join_db can be distributed by event', () => {
  test('every primary, unique and foreign key contains the event', async () => {
    expect(await keysWithoutTheEvent()).toEqual([]);
  });

  test('a key that does not would be found', async () => {
    await client.query('BEGIN');
    await client.query('CREATE UNIQUE INDEX stray_unique ON joins (id)');
    await client.query('CREATE TABLE stray (id int PRIMARY KEY, other int REFERENCES stray)');
    const found = await keysWithoutTheEvent();
    await client.query('ROLLBACK');
    expect(found).toEqual(['stray_other_fkey', 'stray_pkey', 'stray_unique']);
  });

  test('no foreign key points at event_capacity, whose row is locked by everyone who moves a seat', async () => {
    const { rows } = await client.query(
      "SELECT conname FROM pg_constraint WHERE contype = 'f' AND confrelid = 'event_capacity'::regclass",
    );
    expect(rows).toEqual([]);
  });
});

describe('event_capacity refuses', () => {
  const insert = (capacity: number | null, taken: number, waitlisted = 0) =>
    client.query(
      `INSERT INTO event_capacity
         (event_id, organizer_id, capacity, taken, waitlisted, starts_at, ends_at, event_sequence)
       VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, now(), now(), 1)`,
      [capacity, taken, waitlisted],
    );
  const counting = (assignment: string) => client.query(`UPDATE event_capacity SET ${assignment}`);

  test.each([
    ['more seats taken than there are', 5, 6, 0, 'event_capacity_taken_check'],
    ['fewer than none taken', 5, -1, 0, 'event_capacity_taken_check'],
    ['fewer than none waiting', 5, 0, -1, 'event_capacity_waitlisted_check'],
    ['a capacity of none', 0, 0, 0, 'event_capacity_capacity_check'],
  ])('%s', async (_what, capacity, taken, waitlisted, constraint) => {
    await expect(insert(capacity, taken, waitlisted)).rejects.toMatchObject({ constraint });
  });

  test.each([
    ['more who came than have a seat', 'checked_in = taken + 1', 'event_capacity_checked_in_check'],
    ['fewer than none who came', 'checked_in = -1', 'event_capacity_checked_in_check'],
    ['fewer than none who left', 'cancelled = -1', 'event_capacity_cancelled_check'],
  ])('%s', async (_what, assignment, constraint) => {
    await insert(5, 2);
    await expect(counting(assignment)).rejects.toMatchObject({ constraint });
  });

  test('but not a full event, nor any number where seats are unlimited', async () => {
    await insert(5, 5, 3);
    await insert(null, 1_000_000);
  });
});
