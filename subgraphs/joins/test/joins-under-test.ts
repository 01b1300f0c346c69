import { randomUUIDv7 } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventSnapshot } from '@cityevents/messages/event';
import { declareTopology, EXCHANGE } from '@cityevents/messaging/topology';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import type { HttpHost } from '@cityevents/service/http-host';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase } from '@cityevents/testing/database';
import { createTestVhost } from '@cityevents/testing/rabbitmq';
import { createTestRedis } from '@cityevents/testing/redis';
import { createTestIdentity } from '@cityevents/testing/tokens';
import { eventually } from '@cityevents/testing/wait';
import { connect } from 'amqplib';
import { expect } from 'vitest';
import { startJoins } from '../src/server.ts';

export const gatewaySecret = 'a-secret-of-this-test-and-nothing-else';
export const ORGANIZER = randomUUIDv7();
const DAY_MS = 86_400_000;

export const JOIN = `mutation ($eventId: ID!) { joinEvent(input: { eventId: $eventId }) {
  join { id status waitlistPosition } event { id seatsLeft waitlistLength viewerJoin { status } } userErrors { code field }
} }`;
export const LEAVE = `mutation ($eventId: ID!) { leaveEvent(input: { eventId: $eventId }) { join { status } userErrors { code } } }`;
const SEATS = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Event { capacity seatsTaken seatsLeft waitlistLength waitlistLimit }
} }`;

// biome-ignore lint/suspicious/noExplicitAny: each query has its own shape, and the assertions spell it out.
export type Answer = { data: any; errors?: { message: string; extensions: { code: string } }[] };
type Snapshot = Partial<EventSnapshot> & { eventId: string };

/** The joins subgraph itself on a free port, with a database and a broker of its own. */
export type JoinsUnderTest = {
  url: string;
  database: JoinsDatabase;
  /** Asks as the gateway does; of another one where a URL is given. */
  ask: (query: string, variables: object, userId?: string, url?: string) => Promise<Answer>;
  seatsOf: (eventId: string, url?: string) => Promise<Answer['data']>;
  /** Publishes a message about something, as the relay would. */
  publish: (message: {
    type: string;
    owner: string;
    aggregateId: string;
    sequence: number;
    data: object;
  }) => Promise<void>;
  /** Tells joins of an event, as the events subgraph would. */
  tell: (type: string, sequence: number, snapshot: Snapshot) => Promise<void>;
  /** An event that can be joined; with one seat, unless it says otherwise. */
  publishedEvent: (snapshot?: Partial<EventSnapshot>) => Promise<string>;
  /** Starts another one that has its Redis elsewhere. */
  startAnother: (redisUrl: string) => Promise<HttpHost>;
  stop: () => Promise<void>;
};

export async function startJoinsUnderTest(): Promise<JoinsUnderTest> {
  const [folder, testDatabase, vhost, redis, identity] = await Promise.all([
    mkdtemp(join(tmpdir(), 'joins-')),
    createTestDatabase('joins'),
    createTestVhost(),
    createTestRedis(),
    createTestIdentity(),
  ]);
  const database = createJoinsDatabase(testDatabase.url);
  const startAnother = (redisUrl: string) =>
    startJoins(
      {
        HOST: '127.0.0.1',
        LOG_LEVEL: 'silent',
        GATEWAY_SECRET: gatewaySecret,
        AUTH_URL: new URL(identity.jwksUrl).origin,
        JOINS_PORT: 0,
        JOINS_DATABASE_URL: testDatabase.url,
        REDIS_URL: redisUrl,
        RABBITMQ_URL: vhost.url,
        TICKET_KEYS_FILE: join(folder, 'ticket-keys.json'),
      },
      createLogger('joins', 'silent'),
    );
  const host = await startAnother(redis.url);
  const broker = await connect(vhost.url);
  const channel = await broker.createConfirmChannel();
  await declareTopology(channel as never);

  const ask: JoinsUnderTest['ask'] = async (query, variables, userId, url = host.url) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-gateway-secret': gatewaySecret,
        ...(userId && { authorization: `Bearer ${await identity.tokenFor(userId)}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  const seatsOf: JoinsUnderTest['seatsOf'] = async (eventId, url) =>
    (await ask(SEATS, { representations: [{ __typename: 'Event', id: eventId }] }, undefined, url)).data._entities[0];
  const publish: JoinsUnderTest['publish'] = async (message) => {
    const whole = { id: randomUUIDv7(), occurredAt: new Date().toISOString(), ...message };
    const content = Buffer.from(JSON.stringify(whole));
    channel.publish(EXCHANGE, message.type, content, { persistent: true, mandatory: true });
    await channel.waitForConfirms();
  };
  const tell: JoinsUnderTest['tell'] = (type, sequence, snapshot) => {
    const data = eventFacts(snapshot);
    return publish({ type, owner: 'events', aggregateId: data.eventId, sequence, data });
  };
  return {
    url: host.url,
    database,
    ask,
    seatsOf,
    publish,
    tell,
    publishedEvent: async (snapshot = {}) => {
      const eventId = randomUUIDv7();
      await tell('event.published.v1', 1, { eventId, ...snapshot });
      await eventually(async () => expect((await seatsOf(eventId)).seatsTaken).toBe(0));
      return eventId;
    },
    startAnother,
    stop: async () => {
      await host.stop();
      await broker.close();
      await database.$disconnect();
      await Promise.all([testDatabase.drop(), vhost.delete(), redis.release(), identity.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

function eventFacts(snapshot: Snapshot) {
  const startsAt = Date.now() + DAY_MS;
  return {
    organizerId: ORGANIZER,
    title: 'A concert',
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + DAY_MS).toISOString(),
    timezone: 'Europe/Vienna',
    city: 'Vienna',
    country: 'Austria',
    venue: null,
    online: false,
    url: null,
    tags: [],
    state: 'PUBLISHED',
    openingCapacity: 1,
    joinsOpenAt: null,
    joinsCloseAt: null,
    publishedAt: new Date().toISOString(),
    ...snapshot,
  };
}
