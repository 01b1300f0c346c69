import { randomUUIDv7 } from 'node:crypto';
import { type BrokerConnection, connectBroker } from '@cityevents/messaging/broker-connection';
import type { RunningConsumer } from '@cityevents/messaging/consume';
import { enqueueTx } from '@cityevents/messaging/outbox';
import { declareTopology, queueOf } from '@cityevents/messaging/topology';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createTestDatabase } from '@cityevents/testing/database';
import { holdOutboxDeletes } from '@cityevents/testing/outbox-gate';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { eventually } from '@cityevents/testing/wait';
import { type Logger, pino } from 'pino';
import type { Child } from './child.ts';
import { createEffects, readEffects, startEffects, untilEffects } from './effects.ts';
import { startRelayOf } from './relay-process.ts';
import { compare } from './told.ts';

const aggregates = 50;
/** A process takes its time to start on a busy machine, and leases of dead ones have to run out. */
const PATIENT = { timeoutMs: 60_000, everyMs: 50 };

/** An outbox, a broker, relays as they are run for real and a consumer with its effects, for one scenario alone. */
export interface Stage {
  readonly databaseUrl: string;
  readonly database: JoinsDatabase;
  readonly vhost: TestVhost;
  readonly connection: BrokerConnection;
  readonly logger: Logger;
  /** How many facts of each aggregate have been told. */
  readonly told: Map<string, number>;
  startRelay(): Child;
  startConsumer(options?: Partial<Parameters<typeof startEffects>[0]>): RunningConsumer;
  /** Commits so many facts, a few a transaction. */
  tell(count: number): Promise<void>;
  countLeft(): Promise<number>;
  /** Waits until the outbox is empty. */
  published(): Promise<void>;
  /** Waits until the queue is empty, and stops the consumers, so that all they have in hand is answered. */
  consumed(): Promise<void>;
  /** Waits until so many effects have been made; without a number, of all that was told. */
  arrived(effects?: number): Promise<void>;
  /** How many lanes each relay holds that renews them, the most first. */
  sharedLanes(): Promise<number[]>;
  /** From now until the release, deletes from the outbox hang. */
  holdDeletes(): Promise<() => Promise<void>>;
  /** The server process of a relay that has its confirms and hangs in its delete. */
  hangingDelete(): Promise<number>;
  /** Ends a server process whose client is dead: by itself it would go on with its statement. */
  terminate(pid: number): Promise<void>;
  /** Lost, unexpected, repeated, out of order. */
  findViolations(options?: Parameters<typeof compare>[2]): Promise<string[]>;
}

/** Does the work on a stage of its own, which is struck whatever happens. */
export async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const logger = pino({ level: 'silent' });
  const [testDatabase, vhost] = await Promise.all([createTestDatabase('joins'), createTestVhost()]);
  const database = createJoinsDatabase(testDatabase.url, { applicationName: 'chaos' });
  await createEffects(database);
  const connection = await connectBroker({ url: vhost.url, name: 'chaos', logger });
  const channel = await connection.createChannel();
  await declareTopology(channel);
  await channel.close();
  const relays: Child[] = [];
  const running: RunningConsumer[] = [];
  const gates: (() => Promise<void>)[] = [];
  const told = new Map<string, number>();
  const ids = Array.from({ length: aggregates }, () => randomUUIDv7());
  let next = 0;

  const tellSome = (count: number) =>
    database.$transaction((tx) =>
      enqueueTx(
        tx,
        Array.from({ length: count }, () => {
          const eventId = ids[next++ % aggregates]!;
          const sequence = (told.get(eventId) ?? 0) + 1;
          told.set(eventId, sequence);
          const data = { eventId, seats: { capacity: 100, taken: 1, waitlisted: 0 } };
          const carried = { owner: 'joins', aggregateId: eventId, sequence, occurredAt: new Date() } as const;
          return { type: 'join.capacity-changed.v1', ...carried, data } as const;
        }),
      ),
    );

  const stage: Stage = {
    databaseUrl: testDatabase.url,
    database,
    vhost,
    connection,
    logger,
    told,
    startRelay() {
      const relay = startRelayOf(testDatabase.url, vhost.url);
      relays.push(relay);
      return relay;
    },
    startConsumer(options) {
      const consumer = startEffects({ database, connection, logger, ...options });
      running.push(consumer);
      return consumer;
    },
    async tell(count) {
      for (let left = count; left > 0; left -= 20) await tellSome(Math.min(20, left));
    },
    countLeft: () => database.outboxMessage.count(),
    async arrived(effects = sum(told)) {
      await untilEffects(database, effects);
    },
    published: () =>
      eventually(async () => {
        const left = await stage.countLeft();
        if (left > 0) throw new Error(`${left} messages are not published`);
      }, PATIENT),
    async consumed() {
      await eventually(async () => {
        const depth = await vhost.depth(queueOf('email'));
        if (depth > 0) throw new Error(`${depth} messages are not consumed`);
      }, PATIENT);
      await Promise.all(running.map((consumer) => consumer.stop()));
    },
    async sharedLanes() {
      const rows = await database.$queryRaw<{ lanes: number }[]>`
        SELECT count(*)::int AS lanes FROM outbox_lanes WHERE leased_until > now() GROUP BY owner ORDER BY lanes DESC`;
      return rows.map(({ lanes }) => lanes);
    },
    async holdDeletes() {
      const open = await holdOutboxDeletes(testDatabase.url);
      gates.push(open);
      return open;
    },
    hangingDelete: () =>
      eventually(async () => {
        const [row] = await database.$queryRaw<{ pid: number }[]>`
          SELECT pid FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%DELETE FROM outbox%'`;
        if (!row) throw new Error('No relay hangs in its delete');
        return row.pid;
      }, PATIENT),
    async terminate(pid) {
      await database.$queryRaw`SELECT pg_terminate_backend(${pid}::int)`;
    },
    async findViolations(options) {
      return compare(told, await readEffects(database), options);
    },
  };
  try {
    return await work(stage);
  } finally {
    for (const relay of relays) relay.thaw();
    await Promise.all(relays.map((relay) => relay.kill()));
    await Promise.all(running.map((consumer) => consumer.stop()));
    await connection.close();
    await Promise.all(gates.map((open) => open()));
    await database.$disconnect();
    await Promise.all([testDatabase.drop(), vhost.delete()]);
  }
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
