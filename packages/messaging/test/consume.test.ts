import { randomUUID } from 'node:crypto';
import type { Message } from '@cityevents/messages/message';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { metrics } from '@cityevents/telemetry/metrics';
import { currentTraceparent, traceparentOf } from '@cityevents/telemetry/trace-context';
import { createTestDatabase } from '@cityevents/testing/database';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { startTcpProxy } from '@cityevents/testing/tcp-proxy';
import { eventually } from '@cityevents/testing/wait';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type BrokerConnection, connectBroker } from '../src/broker-connection.ts';
import { type RunningConsumer, startConsumer } from '../src/consume.ts';
import { claimTx } from '../src/inbox.ts';
import { measureQueues } from '../src/measure-queues.ts';
import { DELIVERY_LIMIT, deadLetterQueueOf, declareTopology, queueOf } from '../src/topology.ts';
import { publish } from './publish.ts';
import { eventUpdated } from './sample-messages.ts';

const logger = pino({ level: 'silent' });
const soon = () => 1;
let vhost: TestVhost;
let connection: BrokerConnection;
let consumer: RunningConsumer | undefined;

beforeAll(async () => {
  vhost = await createTestVhost();
  connection = await connectBroker({ url: vhost.url, name: 'consume-test', logger });
});
afterEach(async () => {
  await consumer?.stop();
  consumer = undefined;
  const channel = await connection.createChannel();
  for (const queue of [queueOf('joins'), deadLetterQueueOf('joins')]) await channel.purgeQueue(queue);
  await channel.close();
});
afterAll(async () => {
  await connection?.close();
  await vhost?.delete();
});

async function deadLetter(): Promise<unknown> {
  return await eventually(async () => {
    const dead = await vhost.take(deadLetterQueueOf('joins'));
    expect(dead).not.toBeNull();
    return dead!.content.toString();
  });
}

test('what is no known message is dead-lettered whole, and its neighbours are handled', async () => {
  const neighbours = [eventUpdated(), eventUpdated()];
  const newer = JSON.stringify({ ...eventUpdated(), type: 'event.updated.v2' });
  await publish(vhost.url, [
    neighbours[0]!,
    { type: 'event.updated.v1', body: '{"half":' },
    { type: 'event.updated.v2', body: newer },
    neighbours[1]!,
  ]);
  const handled: string[] = [];
  consumer = startConsumer({ connection, consumer: 'joins', logger, handle: async ({ id }) => handled.push(id) });

  await eventually(() => expect(handled).toEqual(neighbours.map(({ id }) => id)));
  expect([await deadLetter(), await deadLetter()].sort()).toEqual(['{"half":', newer].sort());
  const counted = await metrics.getSingleMetricAsString('cityevents_consumer_deliveries_total');
  expect(counted).toMatch(/\{consumer="joins",outcome="unknown"\} 2$/m);
});

test.each(['one by one', 'in batches'])(
  'a message whose effect fails every time is dead-lettered after its deliveries, %s; neighbours go on',
  async (way) => {
    const poison = eventUpdated({ title: 'poison' });
    const neighbours = Array.from({ length: 20 }, (_, index) =>
      // One of them tells more of the same event.
      eventUpdated(index === 0 ? { aggregateId: poison.aggregateId, sequence: 2 } : {}),
    );
    const handled = new Set<string>();
    let tries = 0;
    const handleAll = async (messages: Message[]) => {
      if (messages.some(({ id }) => id === poison.id)) {
        if (messages.length === 1) tries += 1;
        throw new Error('cannot be done');
      }
      for (const { id } of messages) handled.add(id);
    };
    await publish(vhost.url, [...neighbours.slice(10), poison, ...neighbours.slice(0, 10)]);
    consumer = startConsumer({
      connection,
      consumer: 'joins',
      logger,
      redeliveryDelay: soon,
      ...(way === 'in batches' ? { handleBatch: handleAll } : { handle: (message) => handleAll([message]) }),
    });

    await eventually(() => expect(handled).toEqual(new Set(neighbours.map(({ id }) => id))));
    expect(JSON.parse(String(await deadLetter()))).toEqual(poison);
    expect(tries).toBe(DELIVERY_LIMIT + 1);
  },
);

test('messages of one aggregate are handled in their order, others beside them', async () => {
  const aggregates = Array.from({ length: 5 }, () => randomUUID());
  const messages = Array.from({ length: 100 }, (_, index) =>
    eventUpdated({ aggregateId: aggregates[index % 5]!, sequence: Math.floor(index / 5) + 1 }),
  );
  const handled: Message[] = [];
  let running = 0;
  let mostRunning = 0;
  await publish(vhost.url, messages);
  consumer = startConsumer({
    connection,
    consumer: 'joins',
    logger,
    async handle(message) {
      running += 1;
      mostRunning = Math.max(mostRunning, running);
      // Gives others the chance to overtake.
      for (let turns = message.sequence % 3; turns >= 0; turns -= 1)
        await new Promise((resolve) => setImmediate(resolve));
      handled.push(message);
      running -= 1;
    },
  });

  await eventually(() => expect(handled.length).toBe(messages.length));
  for (const aggregate of aggregates) {
    const sequences = handled.filter((message) => message.aggregateId === aggregate).map(({ sequence }) => sequence);
    expect(sequences).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  }
  expect(mostRunning).toBeGreaterThan(1);
});

test('while the database is down messages wait, cost no deliveries, and have their effect once it is back', async () => {
  const testDatabase = await createTestDatabase('joins');
  const proxy = await startTcpProxy(testDatabase.url);
  const database = createJoinsDatabase(proxy.url);
  const messages = Array.from({ length: 30 }, () => eventUpdated());
  const done = () => database.inboxMessage.count();
  let tries = 0;
  consumer = startConsumer({
    connection,
    consumer: 'joins',
    logger,
    async handle(message) {
      tries += 1;
      await database.$transaction((tx) => claimTx(tx, 'joins', message));
    },
  });
  await publish(vhost.url, messages.slice(0, 10));
  await eventually(async () => expect(await done()).toBe(10));

  await proxy.goDown();
  tries = 0;
  await publish(vhost.url, messages.slice(10));
  await eventually(() => expect(tries).toBeGreaterThan(20));
  await proxy.comeBack();

  await eventually(async () => expect(await done()).toBe(30), { timeoutMs: 15_000 });
  await consumer.stop();
  expect(await vhost.depth(deadLetterQueueOf('joins'))).toBe(0);
  expect(await vhost.depth(queueOf('joins'))).toBe(0);
  await database.$disconnect();
  await proxy.goDown();
  await testDatabase.drop();
});

test('a batch that is too much for the database is handled one by one, and costs no deliveries', async () => {
  const testDatabase = await createTestDatabase('joins');
  const database = createJoinsDatabase(testDatabase.url, { statementTimeoutMs: 50 });
  const messages = Array.from({ length: 10 }, () => eventUpdated());
  await publish(vhost.url, messages);
  const handled: string[] = [];
  consumer = startConsumer({
    connection,
    consumer: 'joins',
    logger,
    handleBatch: async (batch) => {
      await database.$queryRaw`SELECT pg_sleep(${batch.length > 1 ? 10 : 0})::text`;
      handled.push(...batch.map(({ id }) => id));
    },
  });
  await eventually(() => expect(handled).toEqual(messages.map(({ id }) => id)));
  await eventually(async () => expect(await vhost.depth(queueOf('joins'))).toBe(0));
  await database.$disconnect();
  await testDatabase.drop();
});

test('a broker connection that is cut comes back, and nothing is lost', async () => {
  const messages = Array.from({ length: 200 }, () => eventUpdated());
  const handled = new Set<string>();
  consumer = startConsumer({ connection, consumer: 'joins', logger, handle: async ({ id }) => handled.add(id) });
  await publish(vhost.url, messages.slice(0, 100));
  await eventually(() => expect(handled.size).toBeGreaterThan(0));
  await eventually(async () => {
    await vhost.cutConnections();
    // The management API lists a connection only after a while; the check rejects once ours is gone.
    await expect(connection.check()).rejects.toThrow();
  });
  await publish(vhost.url, messages.slice(100));
  await eventually(() => expect(handled).toEqual(new Set(messages.map(({ id }) => id))));
  await connection.check();
});

test('stopping finishes what runs and leaves the rest to others', async () => {
  const gate = Promise.withResolvers<void>();
  const handled: string[] = [];
  await publish(
    vhost.url,
    Array.from({ length: 10 }, () => eventUpdated()),
  );
  const stopped = startConsumer({
    connection,
    consumer: 'joins',
    logger,
    concurrency: 2,
    async handle({ id }) {
      handled.push(id);
      await gate.promise;
    },
  });
  await eventually(() => expect(handled.length).toBe(2));
  const stopping = stopped.stop();
  gate.resolve();
  await stopping;
  expect(handled.length).toBe(2);
  await eventually(async () => expect(await vhost.depth(queueOf('joins'))).toBe(8));
});

test('a message is handled in the trace it comes from', async () => {
  const [first, second] = [eventUpdated(), eventUpdated()].map((message) => {
    return { ...message, traceparent: traceparentOf(randomUUID()) };
  }) as [Message, Message];
  const seen = new Map<string, string | null>();
  consumer = startConsumer({
    connection,
    consumer: 'joins',
    logger,
    handle: async ({ id }) => seen.set(id, currentTraceparent()),
  });
  await publish(vhost.url, [first, second]);
  await eventually(() => expect(seen.size).toBe(2));
  for (const { id, traceparent } of [first, second]) expect(seen.get(id)).toBe(traceparent);
});

test('queues are measured, dead letters too, while the broker answers', async () => {
  measureQueues(connection, logger);
  const channel = await connection.createChannel();
  await declareTopology(channel);
  await channel.close();
  await publish(vhost.url, [eventUpdated(), eventUpdated(), eventUpdated()]);
  const figure = async (name: string) => {
    const text = await metrics.getSingleMetricAsString(name);
    return Number(/\{consumer="joins"\} (\d+)/.exec(text)?.[1]);
  };
  await eventually(async () => expect(await figure('cityevents_consumer_waiting')).toBe(3));
  const dead = await figure('cityevents_consumer_dead_letters');
  await publish(vhost.url, [{ type: 'event.updated.v2', body: '{}' }]);
  consumer = startConsumer({ connection, consumer: 'joins', logger, handle: async () => {} });
  await eventually(async () => {
    expect(await figure('cityevents_consumer_waiting')).toBe(0);
    expect(await figure('cityevents_consumer_dead_letters')).toBe(dead + 1);
  });
});
