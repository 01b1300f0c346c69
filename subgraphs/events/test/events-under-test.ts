import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { type EventMessage, eventMessage } from '@cityevents/messages/event';
import type { Message } from '@cityevents/messages/message';
import { connectBroker } from '@cityevents/messaging/broker-connection';
import { declareTopology, EXCHANGE } from '@cityevents/messaging/topology';
import { PrismaClient } from '@cityevents/prisma/events';
import { clientOptions } from '@cityevents/prisma/pg-adapter';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase } from '@cityevents/testing/database';
import { createTestVhost } from '@cityevents/testing/rabbitmq';
import { createTestIdentity } from '@cityevents/testing/tokens';
import { eventually } from '@cityevents/testing/wait';
import { createTokenVerifier } from '@cityevents/viewer';
import { connect } from 'amqplib';
import { onTestFinished } from 'vitest';
import { startEventsServer } from '../src/server.ts';

export type Answer<Data> = { data: Data; errors?: { message: string; extensions: { code: string } }[] };
export type EventsUnderTest = Awaited<ReturnType<typeof startEventsUnderTest>>;

/** The real server on a free port, on a database of its own, asked as the gateway asks it. */
export async function startEventsUnderTest() {
  const testDatabase = await createTestDatabase('events');
  const identity = await createTestIdentity();
  const vhost = await createTestVhost();
  const gatewaySecret = randomBytes(32).toString('hex');
  const statements: string[] = [];
  const served = new PrismaClient({
    // Racers are held at a barrier until the last has come, on a slow machine too.
    ...clientOptions(testDatabase.url, { lockTimeoutMs: 9_000 }),
    log: [{ emit: 'event' as const, level: 'query' as const }],
  });
  const logger = createLogger('events-under-test', 'silent');
  served.$on('query', ({ query }) => statements.push(query));
  const server = await startEventsServer({
    host: '127.0.0.1',
    port: 0,
    gatewaySecret,
    database: served,
    verifyToken: createTokenVerifier({ jwksUrl: identity.jwksUrl }),
    broker: await connectBroker({ url: vhost.url, name: 'events', logger }),
    logger,
  });
  /** Beside the server's own connections, which a test may be blocking. */
  const database = new PrismaClient(clientOptions(testDatabase.url));

  /** Sends one GraphQL request; `userId` null is nobody. Their address is verified, and they don't look after the platform, unless the last says otherwise. */
  async function ask<Data>(
    userId: string | null,
    query: string,
    variables: object = {},
    { emailVerified = true, admin = false }: { emailVerified?: boolean; admin?: boolean } = {},
  ): Promise<Answer<Data>> {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-gateway-secret': gatewaySecret,
        ...(userId !== null && {
          authorization: `Bearer ${await identity.tokenFor(userId, { emailVerified, admin })}`,
        }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<Data>;
  }

  return {
    url: server.url,
    database,
    ask,

    /** The event's messages in the order the relay would publish them, each checked against its contract. */
    async messagesOf(eventId: string): Promise<EventMessage[]> {
      const rows = await database.outboxMessage.findMany({
        where: { aggregateId: eventId },
        orderBy: { position: 'asc' },
      });
      return rows.map(({ id, routingKey, aggregateId, sequence, occurredAt, payload }) =>
        eventMessage.parse({
          id,
          type: routingKey,
          owner: 'events',
          aggregateId,
          sequence: Number(sequence),
          occurredAt: occurredAt.toISOString(),
          data: payload,
        }),
      );
    },

    /** Publishes a message as the relay does, once the broker has it. */
    async publish(message: Message): Promise<void> {
      const connection = await connect(vhost.url);
      const channel = await connection.createConfirmChannel();
      await declareTopology(channel);
      channel.publish(EXCHANGE, message.type, Buffer.from(JSON.stringify(message)), { persistent: true });
      await channel.waitForConfirms();
      await connection.close();
    },

    /** The SQL statements the server sends while the work runs. */
    async statementsOf(work: () => Promise<unknown>): Promise<string[]> {
      statements.length = 0;
      await work();
      return [...statements];
    },

    /** Waits until that many sessions of this database wait for a lock. */
    async waitForWaiters(number: number): Promise<void> {
      await eventually(async () => {
        const [row] = await database.$queryRaw<[{ waiting: bigint }]>`
          SELECT count(*) AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        if (Number(row.waiting) !== number) throw new Error(`${row.waiting} wait instead of ${number}`);
      });
    },

    /** Refuses every message until the test is over. */
    async breakOutbox(): Promise<void> {
      await database.$executeRaw`ALTER TABLE outbox ADD CONSTRAINT broken CHECK (false) NOT VALID`;
      onTestFinished(async () => {
        await database.$executeRaw`ALTER TABLE outbox DROP CONSTRAINT broken`;
      });
    },

    async stop(): Promise<void> {
      await server.stop();
      await database.$disconnect();
      await identity.close();
      await vhost.delete();
      await testDatabase.drop();
    },
  };
}

/** Somebody new. */
export const newPerson = () => randomUUIDv7();

const HOUR = 3_600_000;
/** A moment that many hours from now, as clients send it. */
export const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
