import { randomUUID } from 'node:crypto';
import { type BrokerConnection, connectBroker } from '@cityevents/messaging/broker-connection';
import { declareTopology, EXCHANGE, queueOf } from '@cityevents/messaging/topology';
import { metrics } from '@cityevents/telemetry/metrics';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { startTcpProxy } from '@cityevents/testing/tcp-proxy';
import { testService } from '@cityevents/testing/test-services';
import { eventually } from '@cityevents/testing/wait';
import { connect } from 'amqplib';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { LANES } from '../src/lanes.ts';
import { type Relay, type RelayOptions, startRelay } from '../src/relay.ts';
import { createOutboxFixture, type OutboxFixture, readMessage } from './outbox-fixture.ts';

const logger = pino({ level: 'silent' });
let vhost: TestVhost;
let connection: BrokerConnection;
let outbox: OutboxFixture;
let relays: Relay[] = [];

beforeAll(async () => {
  vhost = await createTestVhost();
  connection = await connectBroker({ url: vhost.url, name: 'relay-test', logger });
  const channel = await connection.createChannel();
  await declareTopology(channel);
  await channel.close();
});
beforeEach(async () => {
  outbox = await createOutboxFixture();
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  relays = [];
  await outbox.drop();
  const channel = await connection.createChannel();
  for (const consumer of ['email', 'feed'] as const) await channel.purgeQueue(queueOf(consumer));
  await channel.close();
});
afterAll(async () => {
  await connection?.close();
  await vhost?.delete();
});

function start(options: Partial<RelayOptions> = {}): Relay {
  const relay = startRelay({
    owner: 'joins',
    databaseUrl: outbox.url,
    connection,
    logger,
    patience: { attempts: 3, first: 50, most: 100 },
    leaseMs: 600,
    ...options,
  });
  relays.push(relay);
  return relay;
}

async function takeAll(queue: string) {
  const taken: Awaited<ReturnType<TestVhost['take']>>[] = [];
  for (let next = await vhost.take(queue); next; next = await vhost.take(queue)) taken.push(next);
  return taken.map((raw) => raw!);
}

const emptied = (timeoutMs = 10_000) => eventually(async () => expect(await outbox.left()).toBe(0), { timeoutMs });

test('committed rows are published in their order, persistent and described, and then deleted', async () => {
  const ids = [...(await outbox.enqueue(30)), ...(await outbox.enqueue(30))];
  start({ batchSize: 7 });
  await emptied();

  const taken = await takeAll(queueOf('email'));
  expect(taken.map((raw) => raw.properties.messageId)).toEqual(ids);
  const message = readMessage(taken[0]!);
  expect(message).toMatchObject({ id: ids[0], owner: 'joins', sequence: 1, occurredAt: '2026-11-21T10:00:00.123Z' });
  expect(taken[0]).toMatchObject({
    fields: { exchange: EXCHANGE, routingKey: 'join.capacity-changed.v1' },
    properties: {
      type: 'join.capacity-changed.v1',
      contentType: 'application/json',
      deliveryMode: 2,
      timestamp: Math.floor(Date.parse(message.occurredAt) / 1000),
      headers: { publishedAt: expect.any(Number) },
    },
  });
  expect(await vhost.depth(queueOf('feed'))).toBe(60);
  expect(await vhost.depth(queueOf('joins'))).toBe(0);
});

test('several relays share the lanes: each row is published once, in the order of its event, while they come and go', async () => {
  const ids = await outbox.enqueue(1);
  const first = start();
  await emptied();
  const events = Array.from({ length: 100 }, () => randomUUID());
  const enqueueRound = async (from: number) => {
    for (const eventId of events) ids.push(...(await outbox.enqueue(5, { eventId, from })));
  };
  start();
  await eventually(async () => expect(await outbox.lanesOf()).toEqual([8, 8]));
  await enqueueRound(1);
  start();
  await enqueueRound(6);
  await first.stop();
  await enqueueRound(11);
  await eventually(async () => expect(await outbox.lanesOf()).toEqual([8, 8]));
  await emptied();

  const taken = (await takeAll(queueOf('email'))).map(readMessage);
  expect(taken.map(({ id }) => id).sort()).toEqual(ids.sort());
  for (const eventId of events) {
    const sequences = taken.filter(({ aggregateId }) => aggregateId === eventId).map(({ sequence }) => sequence);
    expect(sequences).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  }
}, 60_000);

test('the lanes of a relay that vanished are taken when its leases have run out, and not before', async () => {
  const vanished = await outbox.relayAtTable({ leaseMs: 1_500 });
  await vanished.lanes.renew(vanished.client);
  await vanished.lanes.share(vanished.client);
  expect(vanished.lanes.epochs.size).toBe(LANES);
  const until = await outbox.leasedUntil();
  await outbox.enqueue(10);
  start();
  await emptied();
  expect(await outbox.databaseTime()).toBeGreaterThan(until);
});

test('a row that fits no schema is parked after its attempts with its error; it holds back its own event alone, until it is discarded', async () => {
  const eventId = randomUUID();
  await outbox.enqueueBroken(eventId, 1);
  const later = await outbox.enqueue(2, { eventId, from: 2 });
  const others = await outbox.enqueue(5);
  // Its successors come in the batches after.
  start({ batchSize: 2, patience: { attempts: 3, first: 400, most: 400 } });

  await eventually(async () => expect(await vhost.depth(queueOf('email'))).toBe(5));
  expect((await takeAll(queueOf('email'))).map((raw) => raw.properties.messageId)).toEqual(others);
  const parked = await eventually(async () => {
    const row = await outbox.database.outboxMessage.findFirstOrThrow({ where: { aggregateId: eventId, sequence: 1 } });
    expect(row.parkedAt).not.toBeNull();
    return row;
  });
  expect(parked).toMatchObject({ attempts: 3, lastError: expect.stringContaining('data') });
  // What comes later of its event would be out of order without it.
  others.splice(0, Infinity, ...(await outbox.enqueue(3)));
  await eventually(async () => expect(await vhost.depth(queueOf('email'))).toBe(3));
  expect((await takeAll(queueOf('email'))).map((raw) => raw.properties.messageId)).toEqual(others);
  await eventually(async () => expect(await outbox.left()).toBe(3));
  await outbox.database.outboxMessage.deleteMany({ where: { parkedAt: { not: null } } });
  await emptied();
  expect((await takeAll(queueOf('email'))).map((raw) => raw.properties.messageId)).toEqual(later);
});

test('rows no queue is bound for stay in their order, whatever it takes, and spend no attempts', async () => {
  const admin = await connect(vhost.url);
  const channel = await admin.createChannel();
  const relay = start();
  await outbox.enqueuePromoted(randomUUID(), 1);
  await emptied();
  await takeAll(queueOf('email'));

  for (const consumer of ['email', 'feed'] as const) await channel.unbindQueue(queueOf(consumer), EXCHANGE, 'join.#');
  // What goes by another key could be published, but not before what stands before it; other events' can at once.
  await channel.bindQueue(queueOf('email'), EXCHANGE, 'join.promoted.v1');
  const eventId = randomUUID();
  const ids = await outbox.enqueue(9, { eventId });
  ids.push(await outbox.enqueuePromoted(eventId, 10));
  const other = await outbox.enqueuePromoted(randomUUID(), 1);
  const error = await eventually(async () => {
    const rows = await outbox.database.outboxMessage.findMany({ orderBy: { position: 'asc' } });
    expect(rows.length).toBe(10);
    expect(rows[0]?.lastError).not.toBeNull();
    expect(rows.every((row) => row.attempts === 0 && row.parkedAt === null)).toBe(true);
    return rows[0]!.lastError;
  });
  expect(error).toContain('no queue is bound for join.capacity-changed.v1');
  expect(await metrics.getSingleMetricAsString('cityevents_outbox_setbacks_total')).toMatch(
    /\{outbox="joins",reason="unroutable"\} [1-9]/,
  );
  expect((await takeAll(queueOf('email'))).map((raw) => raw.properties.messageId)).toEqual([other]);

  await channel.bindQueue(queueOf('email'), EXCHANGE, 'join.#');
  await emptied();
  expect((await takeAll(queueOf('email'))).map((raw) => raw.properties.messageId)).toEqual(ids);
  await relay.stop();
  await channel.bindQueue(queueOf('feed'), EXCHANGE, 'join.#');
  await channel.unbindQueue(queueOf('email'), EXCHANGE, 'join.promoted.v1');
  await admin.close();
});

test('a message the broker refuses stays, with its attempts, until the broker takes it', async () => {
  // A queue that is full refuses.
  const setLimit = (method: string) => {
    const { origin, username, password } = new URL(testService('RABBITMQ_MANAGEMENT_URL'));
    return fetch(`${origin}/api/policies/${vhost.name}/full`, {
      method,
      headers: { authorization: `Basic ${btoa(`${username}:${password}`)}`, 'content-type': 'application/json' },
      ...(method === 'PUT' && {
        body: JSON.stringify({
          pattern: `^${queueOf('email')}$`,
          definition: { 'max-length': 1 },
          'apply-to': 'queues',
        }),
      }),
    });
  };
  expect((await setLimit('PUT')).ok).toBe(true);
  try {
    start({ patience: { attempts: 1_000, first: 50, most: 100 } });
    await eventually(async () => {
      // One more each time: the broker lets its queue know of the limit when it pleases.
      await outbox.enqueue(1);
      const refused = await outbox.database.outboxMessage.findMany({ where: { attempts: { gt: 0 } } });
      expect(refused.length).toBeGreaterThan(0);
      expect(refused[0]).toMatchObject({ lastError: 'message nacked', parkedAt: null });
    });
  } finally {
    expect((await setLimit('DELETE')).ok).toBe(true);
  }
  await emptied();
});

test('while the broker is away rows wait, spend no attempts, and are published when it is back', async () => {
  const published = await vhost.tap(EXCHANGE);
  const proxy = await startTcpProxy(vhost.url);
  const throughProxy = await connectBroker({ url: proxy.url, name: 'relay-proxied', logger });
  const relay = start({ connection: throughProxy, batchSize: 20 });
  const ids: string[] = [];
  for (let outage = 0; outage < 4; outage += 1) {
    await eventually(() => throughProxy.check());
    // Down while it publishes, and more comes meanwhile.
    ids.push(...(await outbox.enqueue(100)));
    await proxy.goDown();
    await expect(throughProxy.check()).rejects.toThrow();
    ids.push(...(await outbox.enqueue(20)));
    expect(await outbox.left()).toBeGreaterThanOrEqual(20);
    expect(await outbox.database.outboxMessage.count({ where: { NOT: { attempts: 0, parkedAt: null } } })).toBe(0);
    await proxy.comeBack();
  }
  await emptied();
  await relay.stop();
  await throughProxy.close();
  await proxy.goDown();
  const publishedIds = () => new Set(published.messages.map(({ properties }) => properties.messageId));
  await eventually(() => expect(ids.filter((id) => !publishedIds().has(id))).toEqual([]));
});
