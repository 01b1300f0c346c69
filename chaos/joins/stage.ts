import { randomUUIDv7 } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@cityevents/infra/local/ports';
import type { EventMessage } from '@cityevents/messages/event';
import { declareTopology, EXCHANGE } from '@cityevents/messaging/topology';
import { createTestDatabase } from '@cityevents/testing/database';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { createTestRedis } from '@cityevents/testing/redis';
import { createTestIdentity } from '@cityevents/testing/tokens';
import { eventually } from '@cityevents/testing/wait';
import { connect } from 'amqplib';
import pg from 'pg';
import { JoinsProcess } from './joins-process.ts';
import { SeatClient } from './seat-client.ts';

const gatewaySecret = 'a-secret-of-this-run-and-nothing-else';
const dayMs = 86_400_000;

/** An event that can be joined, and who may change its capacity. */
export interface OpenEvent {
  eventId: string;
  organizerId: string;
  openingCapacity: number | null;
  /** Of the events subgraph's newest fact about it. */
  sequence: number;
}

/** All that a joins process needs around it, for one scenario alone; what is opened here is closed by `strike`. */
export interface Stage {
  databaseUrl: string;
  vhost: TestVhost;
  /** Connections of our own to join_db, called `chaos` in the server's views. */
  pool: pg.Pool;
  /** Starts a joins process; its connections bear its name in the server's views. */
  startProcess(name: string, databaseUrl?: string): Promise<JoinsProcess>;
  /** A client that may ask any of these processes. */
  clientOf(processes: JoinsProcess[]): SeatClient;
  /** Opens an event for each capacity, as the events subgraph would: by telling of it. */
  openEvents(capacities: (number | null)[]): Promise<OpenEvent[]>;
  /** Tells of an event anew. */
  tellUpdate(event: OpenEvent): Promise<void>;
  /** Stops the processes in order, and waits until PostgreSQL has seen the last of them. */
  stopProcesses(): Promise<void>;
  strike(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const [folder, database, vhost, redis, identity] = await Promise.all([
    mkdtemp(join(tmpdir(), 'chaos-joins-')),
    createTestDatabase('joins'),
    createTestVhost(),
    createTestRedis(),
    createTestIdentity(),
  ]);
  const pool = new pg.Pool({ connectionString: database.url, max: 5, application_name: 'chaos' });
  // Ended when the database is dropped.
  pool.on('error', () => {});
  const broker = await connect(vhost.url);
  // Where it breaks off, the call under way says so.
  broker.on('error', () => {});
  const channel = await broker.createConfirmChannel();
  await declareTopology(channel as never);
  const processes: JoinsProcess[] = [];
  const clients: SeatClient[] = [];

  const tell = async (type: 'event.published.v1' | 'event.updated.v1', event: OpenEvent) => {
    const now = Date.now();
    const message: EventMessage = {
      id: randomUUIDv7(),
      type,
      owner: 'events',
      aggregateId: event.eventId,
      sequence: event.sequence,
      occurredAt: new Date(now).toISOString(),
      data: {
        eventId: event.eventId,
        organizerId: event.organizerId,
        title: 'A concert',
        startsAt: new Date(now + dayMs).toISOString(),
        endsAt: new Date(now + 2 * dayMs).toISOString(),
        timezone: 'Europe/Vienna',
        city: 'Vienna',
        country: 'Austria',
        venue: null,
        online: false,
        url: null,
        tags: [],
        state: 'PUBLISHED',
        openingCapacity: event.openingCapacity,
        openingWaitlistLimit: null,
        joinsOpenAt: null,
        joinsCloseAt: null,
        publishedAt: new Date(now).toISOString(),
        staff: [],
        hidden: false,
      },
    };
    channel.publish(EXCHANGE, type, Buffer.from(JSON.stringify(message)), { persistent: true, mandatory: true });
    await channel.waitForConfirms();
  };

  const stopProcesses = async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
    // A session that is gone has committed or rolled back, and has handed in what it counted for pg_stat_database.
    await eventually(async () => {
      const { rows } = await pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND application_name <> 'chaos'`,
      );
      if (rows[0]!.count > 0) throw new Error(`${rows[0]!.count} connections of stopped processes are still there`);
    });
  };

  return {
    databaseUrl: database.url,
    vhost,
    pool,
    async startProcess(name, databaseUrl = database.url) {
      const url = new URL(databaseUrl);
      url.searchParams.set('application_name', name);
      const process = new JoinsProcess({
        JOINS_PORT: String(await freePort()),
        GATEWAY_SECRET: gatewaySecret,
        AUTH_URL: new URL(identity.jwksUrl).origin,
        JOINS_DATABASE_URL: url.href,
        REDIS_URL: redis.url,
        RABBITMQ_URL: vhost.url,
        TICKET_KEYS_FILE: join(folder, 'ticket-keys.json'),
      });
      processes.push(process);
      await process.start();
      return process;
    },
    clientOf(asked) {
      const client = new SeatClient(
        asked.map(({ url }) => url),
        gatewaySecret,
        identity,
      );
      clients.push(client);
      return client;
    },
    async openEvents(capacities) {
      const events = capacities.map(
        (openingCapacity): OpenEvent => ({
          eventId: randomUUIDv7(),
          organizerId: randomUUIDv7(),
          openingCapacity,
          sequence: 1,
        }),
      );
      await Promise.all(events.map((event) => tell('event.published.v1', event)));
      await eventually(async () => {
        const { rowCount } = await pool.query('SELECT FROM event_capacity WHERE event_id = ANY($1)', [
          events.map(({ eventId }) => eventId),
        ]);
        if (rowCount !== events.length) throw new Error(`joins knows ${rowCount} of ${events.length} events`);
      });
      return events;
    },
    async tellUpdate(event) {
      event.sequence += 1;
      await tell('event.updated.v1', event);
    },
    stopProcesses,
    async strike() {
      for (const process of processes) process.thaw();
      await Promise.all(processes.map((process) => process.kill()));
      await Promise.all(clients.map((client) => client.close()));
      // An outage has closed it already.
      await broker.close().catch(() => {});
      await pool.end();
      await Promise.all([database.drop(), vhost.delete(), redis.release(), identity.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** Does the work on a stage of its own, which is struck whatever happens. */
export async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await setStage();
  try {
    return await work(stage);
  } finally {
    await stage.strike();
  }
}
