import { randomUUIDv7 } from 'node:crypto';
import type { EventSnapshot } from '@cityevents/messages/event';
import { declareTopology, EXCHANGE } from '@cityevents/messaging/topology';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import type { HttpHost } from '@cityevents/service/http-host';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { createTestRedis, type TestRedis } from '@cityevents/testing/redis';
import { createTestIdentity, type TestIdentity } from '@cityevents/testing/tokens';
import { eventually } from '@cityevents/testing/wait';
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startJoins } from '../src/server.ts';

const GATEWAY_SECRET = 'a-secret-of-this-test-and-nothing-else';
const ORGANIZER = randomUUIDv7();
const DAY_MS = 86_400_000;

let testDatabase: TestDatabase;
let vhost: TestVhost;
let redis: TestRedis;
let identity: TestIdentity;
let database: JoinsDatabase;
let host: HttpHost;
let broker: ChannelModel;
let channel: ConfirmChannel;

beforeAll(async () => {
  [testDatabase, vhost, redis, identity] = await Promise.all([
    createTestDatabase('joins'),
    createTestVhost(),
    createTestRedis(),
    createTestIdentity(),
  ]);
  database = createJoinsDatabase(testDatabase.url);
  host = await startJoins(config(redis.url), createLogger('joins', 'silent'));
  broker = await connect(vhost.url);
  channel = await broker.createConfirmChannel();
  await declareTopology(channel as never);
});

afterAll(async () => {
  await host.stop();
  await broker.close();
  await database.$disconnect();
  await Promise.all([testDatabase.drop(), vhost.delete(), redis.release(), identity.close()]);
});

const config = (redisUrl: string) => ({
  HOST: '127.0.0.1',
  LOG_LEVEL: 'silent' as const,
  GATEWAY_SECRET,
  AUTH_URL: new URL(identity.jwksUrl).origin,
  JOINS_PORT: 0,
  JOINS_DATABASE_URL: testDatabase.url,
  REDIS_URL: redisUrl,
  RABBITMQ_URL: vhost.url,
});

const JOIN = `mutation ($eventId: ID!) { joinEvent(input: { eventId: $eventId }) {
  join { id status waitlistPosition } event { id seatsLeft waitlistLength viewerJoin { status } } userErrors { code field }
} }`;
const LEAVE = `mutation ($eventId: ID!) { leaveEvent(input: { eventId: $eventId }) { join { status } userErrors { code } } }`;
const SEATS = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Event { capacity seatsTaken seatsLeft waitlistLength }
} }`;

// biome-ignore lint/suspicious/noExplicitAny: each query has its own shape, and the assertions spell it out.
type Answer = { data: any; errors?: { message: string; extensions: { code: string } }[] };

async function ask(query: string, variables: object, userId?: string, url = host.url): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-gateway-secret': GATEWAY_SECRET,
      ...(userId && { authorization: `Bearer ${await identity.tokenFor(userId)}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

const seatsOf = async (eventId: string, url = host.url) =>
  (await ask(SEATS, { representations: [{ __typename: 'Event', id: eventId }] }, undefined, url)).data._entities[0];

/** Tells joins of an event, as the events subgraph would through the relay. */
async function tell(type: string, sequence: number, snapshot: Partial<EventSnapshot> & { eventId: string }) {
  const startsAt = Date.now() + DAY_MS;
  const data = {
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
  const occurredAt = new Date().toISOString();
  const message = { id: randomUUIDv7(), type, owner: 'events', aggregateId: data.eventId, sequence, occurredAt, data };
  channel.publish(EXCHANGE, type, Buffer.from(JSON.stringify(message)), { persistent: true, mandatory: true });
  await channel.waitForConfirms();
}

async function publishedEvent(snapshot: Partial<EventSnapshot> = {}): Promise<string> {
  const eventId = randomUUIDv7();
  await tell('event.published.v1', 1, { eventId, ...snapshot });
  await eventually(async () => expect((await seatsOf(eventId)).seatsTaken).toBe(0));
  return eventId;
}

describe('an event that was published', () => {
  test('can be joined until it is full; then there is a line, and who leaves lets the first in', async () => {
    const eventId = await publishedEvent();
    const [first, second] = [randomUUIDv7(), randomUUIDv7()];

    expect((await ask(JOIN, { eventId }, first)).data.joinEvent).toMatchObject({
      join: { status: 'CONFIRMED', waitlistPosition: null },
      event: { viewerJoin: { status: 'CONFIRMED' } },
      userErrors: [],
    });
    expect((await ask(JOIN, { eventId }, second)).data.joinEvent.join).toMatchObject({
      status: 'WAITLISTED',
      waitlistPosition: 1,
    });
    await eventually(async () =>
      expect(await seatsOf(eventId)).toEqual({ capacity: 1, seatsTaken: 1, seatsLeft: 0, waitlistLength: 1 }),
    );
    expect((await ask(LEAVE, { eventId }, first)).data.leaveEvent.join.status).toBe('CANCELLED');
    expect((await ask(JOIN, { eventId }, second)).data.joinEvent.join.status).toBe('CONFIRMED');
  });

  test('tells how many seats it opened with', async () => {
    const eventId = await publishedEvent({ openingCapacity: null });
    const facts = await database.outboxMessage.findMany({ where: { aggregateId: eventId } });
    expect(facts).toMatchObject([{ routingKey: 'join.capacity-changed.v1', sequence: 1n }]);
    expect(await seatsOf(eventId)).toEqual({ capacity: null, seatsTaken: 0, seatsLeft: null, waitlistLength: 0 });
  });

  test('is not moved by an older fact that comes late, nor its capacity by any', async () => {
    const eventId = await publishedEvent();
    await tell('event.cancelled.v1', 3, { eventId, state: 'CANCELLED', openingCapacity: 9 });
    await tell('event.updated.v1', 2, { eventId });
    await eventually(async () =>
      expect(await database.inboxMessage.count({ where: { aggregateId: eventId } })).toBe(3),
    );
    expect((await ask(JOIN, { eventId }, randomUUIDv7())).data.joinEvent).toMatchObject({
      join: null,
      event: { id: eventId },
      userErrors: [{ code: 'EVENT_CANCELLED' }],
    });
    expect((await seatsOf(eventId)).capacity).toBe(1);
  });
});

test('only its organizer changes the capacity', async () => {
  const eventId = await publishedEvent();
  const SET = `mutation ($eventId: ID!) { setCapacity(input: { eventId: $eventId, capacity: 7 }) { event { id } userErrors { code } } }`;
  expect((await ask(SET, { eventId }, randomUUIDv7())).data.setCapacity).toEqual({
    event: null,
    userErrors: [{ code: 'NOT_ORGANIZER' }],
  });
  const missing = `mutation ($eventId: ID!) { setCapacity(input: { eventId: $eventId }) { event { id } userErrors { code field } } }`;
  expect((await ask(missing, { eventId }, ORGANIZER)).data.setCapacity).toEqual({
    event: null,
    userErrors: [{ code: 'INVALID_CAPACITY', field: ['input', 'capacity'] }],
  });
  expect((await ask(SET, { eventId }, ORGANIZER)).data.setCapacity.userErrors).toEqual([]);
  await eventually(async () => expect((await seatsOf(eventId)).capacity).toBe(7));
});

describe('a limited waitlist', () => {
  const SET = `mutation ($eventId: ID!, $limit: Int) { setWaitlistLimit(input: { eventId: $eventId, limit: $limit }) {
    event { waitlistLimit } userErrors { code field }
  } }`;
  const limitOf = async (eventId: string) => {
    const query = SEATS.replace('waitlistLength', 'waitlistLimit');
    return (await ask(query, { representations: [{ __typename: 'Event', id: eventId }] })).data._entities[0];
  };

  test('comes with the event, and refuses those who find it full', async () => {
    const eventId = await publishedEvent({ openingWaitlistLimit: 1 });
    expect((await limitOf(eventId)).waitlistLimit).toBe(1);
    for (const status of ['CONFIRMED', 'WAITLISTED']) {
      expect((await ask(JOIN, { eventId }, randomUUIDv7())).data.joinEvent.join.status).toBe(status);
    }
    expect((await ask(JOIN, { eventId }, randomUUIDv7())).data.joinEvent).toMatchObject({
      join: null,
      event: { id: eventId },
      userErrors: [{ code: 'WAITLIST_FULL' }],
    });
  });

  test('is changed by its organizer, who must say to what', async () => {
    const eventId = await publishedEvent();
    const set = async (variables: object, userId: string) =>
      (await ask(SET, { eventId, ...variables }, userId)).data.setWaitlistLimit;
    expect((await set({ limit: 0 }, randomUUIDv7())).userErrors).toEqual([{ code: 'NOT_ORGANIZER', field: null }]);
    expect((await set({ limit: -1 }, ORGANIZER)).userErrors).toEqual([
      { code: 'INVALID_LIMIT', field: ['input', 'limit'] },
    ]);
    expect((await set({}, ORGANIZER)).userErrors).toEqual([{ code: 'INVALID_LIMIT', field: ['input', 'limit'] }]);
    expect((await set({ limit: 0 }, ORGANIZER)).userErrors).toEqual([]);
    await eventually(async () => expect((await limitOf(eventId)).waitlistLimit).toBe(0));
  });
});

test('who is removed by the organizer loses the seat to the first in line, and may ask again', async () => {
  const eventId = await publishedEvent();
  const [first, second] = [randomUUIDv7(), randomUUIDv7()];
  for (const userId of [first, second]) await ask(JOIN, { eventId }, userId);
  const REMOVE = `mutation ($eventId: ID!, $userId: ID!) { removeAttendee(input: { eventId: $eventId, userId: $userId }) {
    join { status user { id } } event { id } userErrors { code field }
  } }`;
  const remove = async (userId: string, viewer: string) =>
    (await ask(REMOVE, { eventId, userId }, viewer)).data.removeAttendee;

  expect((await remove(first, second)).userErrors).toEqual([{ code: 'NOT_ORGANIZER', field: null }]);
  for (const nobody of [randomUUIDv7(), 'nobody']) {
    expect((await remove(nobody, ORGANIZER)).userErrors).toEqual([{ code: 'NOT_JOINED', field: ['input', 'userId'] }]);
  }
  expect(await remove(first.toUpperCase(), ORGANIZER)).toEqual({
    join: { status: 'CANCELLED', user: { id: first } },
    event: { id: eventId },
    userErrors: [],
  });
  expect((await ask(JOIN, { eventId }, second)).data.joinEvent.join.status).toBe('CONFIRMED');
  expect((await ask(JOIN, { eventId }, first)).data.joinEvent.join).toMatchObject({
    status: 'WAITLISTED',
    waitlistPosition: 1,
  });
});

test('who joins before the news of the publishing has come waits for it a moment', async () => {
  const eventId = randomUUIDv7();
  const joining = ask(JOIN, { eventId }, randomUUIDv7());
  await tell('event.published.v1', 1, { eventId });
  expect((await joining).data.joinEvent.join.status).toBe('CONFIRMED');
});

test('an id means the same in upper case', async () => {
  const eventId = await publishedEvent();
  expect((await ask(JOIN, { eventId: eventId.toUpperCase() }, randomUUIDv7())).data.joinEvent).toMatchObject({
    join: { status: 'CONFIRMED' },
    event: { id: eventId, viewerJoin: { status: 'CONFIRMED' } },
  });
});

test.each(['not-an-id', randomUUIDv7()])('joining the unknown event %s is refused by name', async (eventId) => {
  expect((await ask(JOIN, { eventId }, randomUUIDv7())).data.joinEvent).toEqual({
    join: null,
    event: null,
    userErrors: [{ code: 'EVENT_NOT_FOUND', field: ['input', 'eventId'] }],
  });
});

test('joining takes a signed-in person', async () => {
  expect((await ask(JOIN, { eventId: randomUUIDv7() })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('one’s joins are a list nobody else sees', async () => {
  const userId = randomUUIDv7();
  const events = [await publishedEvent(), await publishedEvent(), await publishedEvent()];
  for (const eventId of events) await ask(JOIN, { eventId }, userId);
  const query = `query ($representations: [_Any!]!, $after: String) { _entities(representations: $representations) {
    ... on User { joins(first: 2, after: $after) { edges { node { event { id } } } pageInfo { hasNextPage endCursor } } }
  } }`;
  const representations = [{ __typename: 'User', id: userId }];

  const first = (await ask(query, { representations }, userId)).data._entities[0].joins;
  const second = (await ask(query, { representations, after: first.pageInfo.endCursor }, userId)).data._entities[0]
    .joins;
  const ids = [...first.edges, ...second.edges].map((edge: { node: { event: { id: string } } }) => edge.node.event.id);
  expect(ids).toEqual(events.toReversed());
  expect(second.pageInfo.hasNextPage).toBe(false);

  const filtered = `query ($representations: [_Any!]!, $status: [JoinStatus!]) { _entities(representations: $representations) {
    ... on User { joins(status: $status) { edges { node { status } } } }
  } }`;
  const manyTimes = { representations, status: Array.from({ length: 50_000 }, () => 'CONFIRMED') };
  expect((await ask(filtered, manyTimes, userId)).data._entities[0].joins.edges).toHaveLength(3);
  expect((await ask(query, { representations }, randomUUIDv7())).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('requests that don’t come through the gateway are refused', async () => {
  const response = await fetch(`${host.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gateway-secret': `${GATEWAY_SECRET.slice(1)}x` },
    body: '{"query":"{ __typename }"}',
  });
  expect(response.status).toBe(403);
});

test('without Redis seats are read from the database, and joining goes on', async () => {
  const eventId = await publishedEvent();
  const lonely = await startJoins(config('redis://127.0.0.1:1'), createLogger('joins', 'silent'));
  try {
    expect((await ask(JOIN, { eventId }, randomUUIDv7(), lonely.url)).data.joinEvent.join.status).toBe('CONFIRMED');
    expect(await seatsOf(eventId, lonely.url)).toMatchObject({ seatsTaken: 1, seatsLeft: 0 });
    expect((await fetch(`${lonely.url}/readyz`)).status).toBe(200);
  } finally {
    await lonely.stop();
  }
});

describe('one’s data export', () => {
  const EXPORT = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on DataExport { joins } } }`;
  const exportOf = async (userId: string, viewerId: string) => {
    const representations = [{ __typename: 'DataExport', id: userId }];
    const { data, errors } = await ask(EXPORT, { representations }, viewerId);
    expect(errors).toBeUndefined();
    return data._entities[0];
  };

  test('has one’s joins, and nobody else’s', async () => {
    const [ann, bob] = [randomUUIDv7(), randomUUIDv7()];
    const eventIds = [await publishedEvent(), await publishedEvent()];
    for (const eventId of eventIds) for (const person of [ann, bob]) await ask(JOIN, { eventId }, person);
    await ask(LEAVE, { eventId: eventIds[1] }, ann);
    const exported = await exportOf(ann, ann);
    expect(exported.joins).toMatchObject({
      rows: [
        { eventId: eventIds[0], status: 'CONFIRMED', createdAt: expect.stringMatching(/^\d{4}-.*Z$/) },
        { eventId: eventIds[1], status: 'CANCELLED' },
      ],
      truncated: false,
    });
    expect(await exportOf(ann, bob)).toBeNull();
  });

  test('has 1,200 joins made at the same moment, each once', async () => {
    const userId = randomUUIDv7();
    const createdAt = new Date();
    const joins = Array.from({ length: 1_200 }, () => ({
      id: randomUUIDv7(),
      eventId: randomUUIDv7(),
      userId,
      status: 'CANCELLED' as const,
      lineNumber: 1n,
      createdAt,
      updatedAt: createdAt,
    }));
    await database.join.createMany({ data: joins });
    const { rows } = (await exportOf(userId, userId)).joins;
    expect(rows.map(({ id }: { id: string }) => id)).toEqual(joins.map(({ id }) => id).sort());
  });
});

describe('a deleted account', () => {
  test('gives its seat to the next in line as soon as joins hears of it', async () => {
    const [ann, bob] = [randomUUIDv7(), randomUUIDv7()];
    const eventId = await publishedEvent();
    for (const person of [ann, bob]) await ask(JOIN, { eventId }, person);
    const message = {
      id: randomUUIDv7(),
      type: 'person.deleted.v1',
      owner: 'auth',
      aggregateId: ann,
      sequence: 2,
      occurredAt: new Date().toISOString(),
      data: { userId: ann },
    };
    channel.publish(EXCHANGE, message.type, Buffer.from(JSON.stringify(message)), { persistent: true });
    await channel.waitForConfirms();
    await eventually(async () =>
      expect((await ask(JOIN, { eventId }, bob)).data.joinEvent.join.status).toBe('CONFIRMED'),
    );
    expect(await database.join.count({ where: { userId: ann } })).toBe(0);
  });
});
