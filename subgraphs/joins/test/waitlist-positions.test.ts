import { randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase, type JoinsDatabase, type JoinsTransaction } from '@cityevents/prisma/joins';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredJoin } from '../src/read/joins.ts';
import { waitlistPositions } from '../src/read/waitlist-positions.ts';
import { BLOCK_SIZE } from '../src/seats/waitlist-block.ts';
import { createOpenEvent } from './open-event.ts';

const WAITING = 100_000;

let testDatabase: TestDatabase;
let database: JoinsDatabase;
let eventId: string;

// A hundred thousand wait; every third who ever did has left or got a seat.
beforeAll(async () => {
  testDatabase = await createTestDatabase('joins');
  database = createJoinsDatabase(testDatabase.url, { statementTimeoutMs: 60_000 });
  eventId = await createOpenEvent(database, { taken: 1, waitlisted: WAITING, sequence: BigInt(WAITING * 2) });
  await database.$executeRaw`
    INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
    SELECT gen_random_uuid(), ${eventId}::uuid, gen_random_uuid(),
           (CASE WHEN n % 3 = 0 THEN 'CANCELLED' ELSE 'WAITLISTED' END)::join_status, n, now(), now()
    FROM generate_series(1, ${(WAITING * 3) / 2}::int) AS n`;
  await database.$executeRaw`
    INSERT INTO waitlist_blocks (event_id, block, waiting)
    SELECT event_id, line_number / ${BLOCK_SIZE}, count(*) FROM joins WHERE status = 'WAITLISTED' GROUP BY 1, 2`;
  await database.$executeRaw`VACUUM ANALYZE joins, waitlist_blocks`;
}, 120_000);
afterAll(async () => {
  await database.$disconnect();
  await testDatabase.drop();
});

/** The joins at these places, counted one by one. */
function joinsAt(...places: number[]): Promise<StoredJoin[]> {
  return database.$queryRaw<StoredJoin[]>`
    SELECT id, event_id AS "eventId", user_id AS "userId", status, line_number AS "lineNumber", created_at AS "createdAt"
    FROM (SELECT *, row_number() OVER (ORDER BY line_number) AS place FROM joins
          WHERE event_id = ${eventId}::uuid AND status = 'WAITLISTED') AS line
    WHERE place = ANY(${places}::int[])
    ORDER BY place`;
}

const places = [1, 2, 341, 342, 343, 50_000, 99_999, WAITING];

test('places in a long line are exact', async () => {
  expect(await waitlistPositions(database, await joinsAt(...places))).toEqual(places);
});

test('the last place costs no more than a sum over blocks and a count within one', async () => {
  const [last] = await joinsAt(WAITING);
  const entriesRead = await database.$transaction(async (tx) => {
    const before = await entriesReadTx(tx);
    await waitlistPositions(tx as JoinsDatabase, [last!]);
    return (await entriesReadTx(tx)) - before;
  });
  expect(entriesRead).toBeGreaterThan(0);
  expect(entriesRead).toBeLessThan(2_000);
});

test('a person who waits at two events stands in two lines', async () => {
  const userId = randomUUIDv7();
  const other = await createOpenEvent(database, { taken: 1, waitlisted: 1, sequence: 2n });
  const join = { id: randomUUIDv7(), eventId: other, userId, status: 'WAITLISTED' as const, lineNumber: 2n };
  await database.join.create({ data: { ...join, createdAt: new Date(), updatedAt: new Date() } });
  await database.waitlistBlock.create({ data: { eventId: other, block: 0n, waiting: 1 } });
  const [first] = await joinsAt(7);
  expect(await waitlistPositions(database, [{ ...join, createdAt: new Date() }, first!])).toEqual([1, 7]);
});

/** Rows and index entries that this session has read, and not reported yet: it reports between transactions only. */
async function entriesReadTx(tx: JoinsTransaction): Promise<number> {
  const [row] = await tx.$queryRaw<{ read: number }[]>`
    SELECT sum(pg_stat_get_xact_tuples_returned(oid))::int AS read
    FROM pg_class WHERE relnamespace = 'public'::regnamespace`;
  return row!.read;
}
