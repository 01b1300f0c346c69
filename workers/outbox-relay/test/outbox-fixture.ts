import { randomUUID } from 'node:crypto';
import { type Message, message as messageSchema } from '@cityevents/messages/message';
import { enqueueTx, type NewMessage } from '@cityevents/messaging/outbox';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createTestDatabase } from '@cityevents/testing/database';
import { holdOutboxDeletes } from '@cityevents/testing/outbox-gate';
import type { GetMessage } from 'amqplib';
import type pg from 'pg';
import { connectDatabase } from '../src/connect-database.ts';
import { Lanes } from '../src/lanes.ts';

/** join_db with the means to fill and look at its outbox. */
export interface OutboxFixture {
  url: string;
  database: JoinsDatabase;
  /** Enqueues facts of one event (of a new one, unless given), with sequences in order. */
  enqueue(count: number, options?: { eventId?: string; from?: number }): Promise<string[]>;
  /** Enqueues a fact of the given event that goes by another routing key. */
  enqueuePromoted(eventId: string, sequence: number): Promise<string>;
  /** Enqueues a row that no schema fits. */
  enqueueBroken(eventId: string, sequence: number): Promise<void>;
  left(): Promise<number>;
  /** How many lanes each relay that is alive holds, the most first. */
  lanesOf(): Promise<number[]>;
  /** When the last lease ends; milliseconds since 1970, by the database's clock, as is the next. */
  leasedUntil(): Promise<number>;
  databaseTime(): Promise<number>;
  /** A relay as the database sees it, to be moved by hand. */
  relayAtTable(options: { leaseMs: number }): Promise<{ id: string; client: pg.Client; lanes: Lanes }>;
  /** From now until the release, deletes from the outbox hang. */
  holdDeletes(): Promise<() => Promise<void>>;
  /** Server processes of relays whose delete hangs. */
  blockedDeletes(): Promise<number[]>;
  terminate(pid: number): Promise<void>;
  drop(): Promise<void>;
}

export async function createOutboxFixture(): Promise<OutboxFixture> {
  const testDatabase = await createTestDatabase('joins');
  const database = createJoinsDatabase(testDatabase.url);
  const gates: (() => Promise<void>)[] = [];
  const clients = new Set<pg.Client>();

  return {
    url: testDatabase.url,
    database,
    enqueue: (count, { eventId = randomUUID(), from = 1 } = {}) =>
      database.$transaction((tx) =>
        enqueueTx(
          tx,
          Array.from({ length: count }, (_, index) => capacityChanged(eventId, from + index)),
        ),
      ),
    async enqueuePromoted(eventId, sequence) {
      const [id] = await database.$transaction((tx) => enqueueTx(tx, [promoted(eventId, sequence)]));
      return id!;
    },
    async enqueueBroken(eventId, sequence) {
      const [id] = await database.$transaction((tx) => enqueueTx(tx, [capacityChanged(eventId, sequence)]));
      await database.outboxMessage.updateMany({ where: { id: id! }, data: { payload: { nonsense: true } } });
    },
    left: () => database.outboxMessage.count(),
    async lanesOf() {
      const rows = await database.$queryRaw<{ lanes: number }[]>`
        SELECT count(*)::int AS lanes FROM outbox_lanes WHERE leased_until > now() GROUP BY owner ORDER BY lanes DESC`;
      return rows.map(({ lanes }) => lanes);
    },
    async leasedUntil() {
      const rows = await database.$queryRaw<{ at: number }[]>`
        SELECT (extract(epoch FROM max(leased_until)) * 1000)::float8 AS at FROM outbox_lanes`;
      return rows[0]!.at;
    },
    async databaseTime() {
      const rows = await database.$queryRaw<{ at: number }[]>`
        SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`;
      return rows[0]!.at;
    },
    async relayAtTable({ leaseMs }) {
      const client = await connectDatabase(testDatabase.url);
      clients.add(client);
      const id = randomUUID();
      return { id, client, lanes: new Lanes(id, leaseMs) };
    },
    async holdDeletes() {
      const open = await holdOutboxDeletes(testDatabase.url);
      gates.push(open);
      return open;
    },
    async blockedDeletes() {
      const rows = await database.$queryRaw<{ pid: number }[]>`
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%DELETE FROM outbox%'`;
      return rows.map(({ pid }) => pid);
    },
    async terminate(pid) {
      await database.$queryRaw`SELECT pg_terminate_backend(${pid}::int)`;
    },
    async drop() {
      for (const open of gates) await open();
      for (const client of clients) await client.end();
      await database.$disconnect();
      await testDatabase.drop();
    },
  };
}

function capacityChanged(eventId: string, sequence: number): NewMessage {
  return {
    type: 'join.capacity-changed.v1',
    owner: 'joins',
    aggregateId: eventId,
    sequence,
    occurredAt: new Date('2026-11-21T10:00:00.123Z'),
    data: { eventId, seats: { capacity: 100, taken: sequence % 100, waitlisted: 0 } },
  };
}

function promoted(eventId: string, sequence: number): NewMessage {
  const occurredAt = new Date();
  const seats = { capacity: 1, taken: 1, waitlisted: 0 };
  const joinedAt = occurredAt.toISOString();
  const data = { joinId: randomUUID(), eventId, userId: randomUUID(), joinedAt, seats };
  return { type: 'join.promoted.v1', owner: 'joins', aggregateId: eventId, sequence, occurredAt, data };
}

/** A broker message as consumers read it. */
export function readMessage(raw: GetMessage): Message {
  return messageSchema.parse(JSON.parse(raw.content.toString()));
}
