import { randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase, type JoinsDatabase, Prisma } from '@cityevents/prisma/joins';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { eventually } from '@cityevents/testing/wait';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SeatEngine } from '../src/seats/seat-engine.ts';
import type { SeatRequest } from '../src/seats/seat-request.ts';
import { countJoins, createOpenEvent } from './open-event.ts';

/** Each has an engine and a connection of its own, as processes beside each other have. */
const RACERS = 12;

let testDatabase: TestDatabase;
let clients: JoinsDatabase[];
let holder: Client;
let observer: Client;

beforeEach(async () => {
  testDatabase = await createTestDatabase('joins');
  clients = Array.from({ length: RACERS }, () => createJoinsDatabase(testDatabase.url, { maxConnections: 1 }));
  holder = new Client({ connectionString: testDatabase.url });
  // Of its own: inside a transaction pg_stat_activity stays as it was first read.
  observer = new Client({ connectionString: testDatabase.url });
  await Promise.all([holder.connect(), observer.connect(), ...clients.map((client) => client.$queryRaw`SELECT 1`)]);
});

afterEach(async () => {
  await Promise.all([holder.end(), observer.end()]);
  await Promise.all(clients.map((client) => client.$disconnect()));
  await testDatabase.drop();
});

test('of twelve engines that want the last seat at once, one gets it and eleven wait at 1 to 11', async () => {
  const eventId = await createOpenEvent(clients[0]!, { capacity: 1 });
  const outcomes = await race(eventId, clients);

  expect(await countJoins(clients[0]!, eventId)).toEqual({ CONFIRMED: 1, WAITLISTED: RACERS - 1 });
  const positions = outcomes.flatMap((outcome) => (outcome.kind === 'join' ? (outcome.waitlistPosition ?? []) : []));
  expect(positions.sort((a, b) => a - b)).toEqual(Array.from({ length: RACERS - 1 }, (_, i) => i + 1));
});

test('control: the same without FOR UPDATE overbooks', async () => {
  // The outbox's key would stop it as well: two facts can't have one sequence number. Here only the lock is on trial.
  await holder.query('ALTER TABLE outbox DROP CONSTRAINT outbox_pkey');
  const eventId = await createOpenEvent(clients[0]!, { capacity: 1 });
  await race(eventId, clients.map(withoutLocks));

  expect((await countJoins(clients[0]!, eventId)).CONFIRMED).toBeGreaterThan(1);
});

test('of twelve who scan the same ticket at once, one lets its holder in and eleven are told when and by whom', async () => {
  const { eventId, scan } = await someoneAtTheDoor();
  const outcomes = await race(eventId, clients, scan);

  expect(outcomes.filter(({ kind }) => kind === 'join')).toHaveLength(1);
  const letIn = await clients[0]!.join.findFirstOrThrow({ where: { eventId } });
  const { checkedInAt, checkedInBy } = letIn;
  expect([letIn.status, checkedInAt, checkedInBy]).toEqual(['CHECKED_IN', expect.any(Date), expect.any(String)]);
  const refused = outcomes.filter(({ kind }) => kind === 'refused');
  for (const outcome of refused) {
    expect(outcome).toMatchObject({ refusal: { code: 'ALREADY_CHECKED_IN', checkedInAt, checkedInBy } });
  }
  expect(refused).toHaveLength(RACERS - 1);
});

test('control: the same without FOR UPDATE lets several in by one ticket', async () => {
  await holder.query('ALTER TABLE outbox DROP CONSTRAINT outbox_pkey');
  const { eventId, scan } = await someoneAtTheDoor();
  const outcomes = await race(eventId, clients.map(withoutLocks), scan);

  expect(outcomes.filter(({ kind }) => kind === 'join').length).toBeGreaterThan(1);
});

/** An event with one person who has a seat, and whom each of its staff scans. */
async function someoneAtTheDoor() {
  const database = clients[0]!;
  const eventId = await createOpenEvent(database, { capacity: 1 });
  const attendeeId = randomUUIDv7();
  const engine = new SeatEngine(database, createLogger('race', 'silent'), () => {});
  await engine.submit(eventId, { kind: 'join', userId: attendeeId });
  const { id: joinId } = await database.join.findFirstOrThrow({ where: { eventId } });
  const staff = Array.from({ length: RACERS }, () => randomUUIDv7());
  await database.eventStaff.createMany({ data: staff.map((userId) => ({ eventId, userId, role: 'DOOR' })) });
  const scan = (racer: number): SeatRequest => ({ kind: 'checkIn', userId: staff[racer]!, attendeeId, joinId });
  return { eventId, scan };
}

const joinOfSomebody = (): SeatRequest => ({ kind: 'join', userId: randomUUIDv7() });

/** Everyone asks while the test holds the event's row; it lets go once all are seen waiting. */
async function race(
  eventId: string,
  databases: JoinsDatabase[],
  requestOf: (racer: number) => SeatRequest = joinOfSomebody,
) {
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM event_capacity WHERE event_id = $1 FOR UPDATE', [eventId]);
  const logger = createLogger('race', 'silent');
  const outcomes = databases.map((database, racer) =>
    new SeatEngine(database, logger, () => {}).submit(eventId, requestOf(racer)),
  );
  await eventually(async () => {
    const { rows } = await observer.query<{ waiting: number }>(
      "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    expect(rows[0]?.waiting).toBe(RACERS);
  });
  await holder.query('COMMIT');
  return Promise.all(outcomes);
}

/** The same client, whose transactions send the same SQL less its FOR UPDATE. */
function withoutLocks(database: JoinsDatabase): JoinsDatabase {
  const unlocked = (strings: TemplateStringsArray, ...values: unknown[]) => {
    const sql = Prisma.sql(strings as unknown as string[], ...values);
    return Prisma.sql(
      sql.strings.map((part) => part.replace(/FOR UPDATE( OF \w+| SKIP LOCKED)?/, '')),
      ...sql.values,
    );
  };
  return new Proxy(database, {
    get: (target, property, receiver) => {
      if (property !== '$transaction') return Reflect.get(target, property, receiver);
      return (work: (tx: Prisma.TransactionClient) => Promise<unknown>, options: object) =>
        target.$transaction(
          (tx) =>
            work(
              new Proxy(tx, {
                get: (inner, name) => {
                  const value = Reflect.get(inner, name);
                  if (name !== '$queryRaw') return value;
                  return (strings: TemplateStringsArray, ...values: unknown[]) =>
                    inner.$queryRaw(unlocked(strings, ...values));
                },
              }),
            ),
          options,
        );
    },
  });
}
