import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJoinsDatabase, type JoinsDatabase } from '../joins.ts';
import type { DatabaseOptions } from '../pg-adapter.ts';

let database: TestDatabase;
const clients: JoinsDatabase[] = [];
beforeAll(async () => {
  database = await createTestDatabase('joins');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.$disconnect()));
  await database.drop();
});

function connect(options?: DatabaseOptions): JoinsDatabase {
  const client = createJoinsDatabase(database.url, options);
  clients.push(client);
  return client;
}

test('times are the same instants whatever the time zone of the database', async () => {
  const client = connect();
  const name = new URL(database.url).pathname.slice(1);
  await client.$executeRawUnsafe(`ALTER DATABASE "${name}" SET timezone TO 'Asia/Tokyo'`);
  const startsAt = new Date('2030-06-01T12:00:00.123Z');
  const row = { eventId: crypto.randomUUID(), organizerId: crypto.randomUUID(), startsAt, endsAt: startsAt };
  const later = connect();
  await later.eventCapacity.create({ data: { ...row, eventSequence: 1n } });
  const found = await later.eventCapacity.findUniqueOrThrow({ where: { eventId: row.eventId } });
  expect(found.startsAt).toEqual(startsAt);
  const [raw] = await later.$queryRaw<{ epoch: number }[]>`
    SELECT extract(epoch FROM starts_at)::float8 AS epoch FROM event_capacity WHERE event_id = ${row.eventId}::uuid`;
  expect(raw?.epoch).toBe(startsAt.getTime() / 1000);
});

test('the server ends a statement that takes too long', async () => {
  const client = connect({ statementTimeoutMs: 50 });
  await expect(client.$queryRaw`SELECT pg_sleep(10)::text`).rejects.toThrow(/statement timeout/);
});

test('the server ends a wait for a lock that takes too long', async () => {
  const client = connect({ lockTimeoutMs: 50 });
  await client.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE joins`;
    await expect(connect({ lockTimeoutMs: 50 }).join.count()).rejects.toThrow(/lock timeout/);
  });
});

test('a statement is prepared once a connection, and texts without end are not', async () => {
  const client = connect({ maxConnections: 1 });
  for (let i = 0; i < 3; i++) await client.join.findMany({ where: { eventId: crypto.randomUUID() } });
  const prepared = async (part: string) => {
    const rows = await client.$queryRaw<{ statement: string }[]>`SELECT statement FROM pg_prepared_statements`;
    return rows.filter(({ statement }) => statement.includes(part)).length;
  };
  expect(await prepared('"public"."joins"')).toBe(1);
  for (let i = 0; i < 600; i++) await client.$queryRawUnsafe(`SELECT ${i} AS endless`);
  expect(await prepared('endless')).toBeGreaterThan(0);
  expect(await prepared('endless')).toBeLessThan(500);
});
