import { randomInt } from 'node:crypto';
import type { Message } from '@cityevents/messages/message';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { eventually } from '@cityevents/testing/wait';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BrokerConnection, connectBroker } from '../src/broker-connection.ts';
import { type RunningConsumer, startConsumer } from '../src/consume.ts';
import { claimAllTx, claimTx } from '../src/inbox.ts';
import { queueOf } from '../src/topology.ts';
import { publish } from './publish.ts';
import { eventUpdated } from './sample-messages.ts';

type Transaction = Parameters<Parameters<JoinsDatabase['$transaction']>[0]>[0];

const logger = pino({ level: 'silent' });
let testDatabase: TestDatabase;
let database: JoinsDatabase;
let vhost: TestVhost;
let connection: BrokerConnection;
let consumers: RunningConsumer[] = [];

beforeAll(async () => {
  [testDatabase, vhost] = await Promise.all([createTestDatabase('joins'), createTestVhost()]);
  database = createJoinsDatabase(testDatabase.url);
  connection = await connectBroker({ url: vhost.url, name: 'inbox-test', logger });
  await database.$executeRaw`CREATE TABLE effects (message_id uuid NOT NULL)`;
});
beforeEach(() => database.$executeRaw`TRUNCATE effects`);
afterEach(async () => {
  await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
  const channel = await connection.createChannel();
  await channel.purgeQueue(queueOf('joins'));
  await channel.close();
});
afterAll(async () => {
  await connection?.close();
  await database?.$disconnect();
  await Promise.all([vhost?.delete(), testDatabase?.drop()]);
});

/** Each message one to five times, with neighbours of other aggregates anywhere between. */
function repeatedAndShuffled(messages: Message[]): Message[] {
  const copies = messages.flatMap((message) => Array.from({ length: randomInt(1, 6) }, () => message));
  // At least one comes twice, whatever the dice say.
  copies.push(messages[0]!);
  return copies
    .map((message) => ({ message, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ message }) => message);
}

const effectTx = (tx: Transaction, message: Message) =>
  tx.$executeRaw`INSERT INTO effects (message_id) VALUES (${message.id}::uuid)`;

async function effects(): Promise<string[]> {
  const rows = await database.$queryRaw<{ message_id: string }[]>`SELECT message_id FROM effects`;
  return rows.map((row) => row.message_id).sort();
}

/** A slow machine only takes longer. */
const PATIENT = { timeoutMs: 100_000 };
const TEST_TIMEOUT_MS = 120_000;

/** Waits until every delivery has been handled, and looks at the effects. */
async function oneEffectEach(messages: Message[], deliveries: Message[], handled: () => number): Promise<void> {
  await eventually(() => expect(handled()).toBeGreaterThanOrEqual(deliveries.length), PATIENT);
  // What is handled is answered; what came back to the queue would be seen.
  await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
  expect(await vhost.depth(queueOf('joins'))).toBe(0);
  expect(await effects()).toEqual(messages.map(({ id }) => id).sort());
}

test(
  '500 messages delivered one to five times in any order to two consumers have one effect each',
  async () => {
    const messages = Array.from({ length: 500 }, () => eventUpdated());
    const deliveries = repeatedAndShuffled(messages);
    await publish(vhost.url, deliveries);
    let handled = 0;
    const handleBatch = async (batch: Message[]) => {
      await database.$transaction(async (tx) => {
        for (const message of await claimAllTx(tx, 'joins', batch)) await effectTx(tx, message);
      });
      handled += batch.length;
    };
    consumers = [1, 2].map(() => startConsumer({ connection, consumer: 'joins', handleBatch, logger, prefetch: 100 }));
    await oneEffectEach(messages, deliveries, () => handled);
  },
  TEST_TIMEOUT_MS,
);

test(
  'the same holds where each message is a transaction of its own',
  async () => {
    const messages = Array.from({ length: 100 }, () => eventUpdated());
    const deliveries = repeatedAndShuffled(messages);
    await publish(vhost.url, deliveries);
    let handled = 0;
    const handle = async (message: Message) => {
      await database.$transaction(async (tx) => {
        if (await claimTx(tx, 'joins', message)) await effectTx(tx, message);
      });
      handled += 1;
    };
    consumers = [1, 2].map(() =>
      startConsumer({ connection, consumer: 'joins', handle, logger, prefetch: 20, concurrency: 4 }),
    );
    await oneEffectEach(messages, deliveries, () => handled);
  },
  TEST_TIMEOUT_MS,
);

test(
  'without the claim the effect is repeated (which is what the tests above would miss)',
  async () => {
    const messages = Array.from({ length: 50 }, () => eventUpdated());
    const deliveries = repeatedAndShuffled(messages);
    await publish(vhost.url, deliveries);
    const handle = (message: Message) => database.$transaction((tx) => effectTx(tx, message));
    consumers = [startConsumer({ connection, consumer: 'joins', handle, logger })];
    await eventually(async () => expect((await effects()).length).toBe(deliveries.length), PATIENT);
    expect(deliveries.length).toBeGreaterThan(messages.length);
  },
  TEST_TIMEOUT_MS,
);

test('a claim is undone with the effect that failed', async () => {
  const message = eventUpdated();
  const failing = database.$transaction(async (tx) => {
    expect(await claimTx(tx, 'joins', message)).toBe(true);
    throw new Error('effect failed');
  });
  await expect(failing).rejects.toThrow('effect failed');
  expect(await database.$transaction((tx) => claimTx(tx, 'joins', message))).toBe(true);
  expect(await database.$transaction((tx) => claimTx(tx, 'joins', message))).toBe(false);
  expect(await database.$transaction((tx) => claimTx(tx, 'feed', message))).toBe(true);
});
