import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Message } from '@cityevents/messages/message';
import { type BrokerConnection, connectBroker } from '@cityevents/messaging/broker-connection';
import { type RunningConsumer, startConsumer } from '@cityevents/messaging/consume';
import { claimAllTx } from '@cityevents/messaging/inbox';
import { queueOf } from '@cityevents/messaging/topology';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { eventually } from '@cityevents/testing/wait';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startRelay } from '../src/relay.ts';
import { createOutboxFixture, type OutboxFixture } from './outbox-fixture.ts';

/** A process takes its time to start on a busy machine. */
const PATIENT = { timeoutMs: 25_000 };
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const logger = pino({ level: 'silent' });
let vhost: TestVhost;
let connection: BrokerConnection;
let outbox: OutboxFixture;
let consumer: RunningConsumer;
let deliveries = 0;

// The consumer's effects stand beside the outbox: what matters is that effect and inbox are one transaction.
beforeAll(async () => {
  [vhost, outbox] = await Promise.all([createTestVhost(), createOutboxFixture()]);
  connection = await connectBroker({ url: vhost.url, name: 'crash-test', logger });
  await outbox.database.$executeRaw`CREATE TABLE effects (message_id uuid NOT NULL)`;
  consumer = startConsumer({
    connection,
    consumer: 'email',
    logger,
    async handleBatch(messages: Message[]) {
      deliveries += messages.length;
      await outbox.database.$transaction(async (tx) => {
        const fresh = await claimAllTx(tx, 'email', messages);
        const ids = fresh.map(({ id }) => id);
        await tx.$executeRaw`INSERT INTO effects (message_id) SELECT unnest(${ids}::uuid[])`;
      });
    },
  });
});
afterAll(async () => {
  await consumer?.stop();
  await connection?.close();
  await Promise.all([outbox?.drop(), vhost?.delete()]);
});

async function effects(): Promise<string[]> {
  const rows = await outbox.database.$queryRaw<{ message_id: string }[]>`SELECT message_id FROM effects`;
  return rows.map((row) => row.message_id).sort();
}

/** Waits until some relay has its confirms and hangs in its delete. */
async function confirmedButNotDeleted(): Promise<number> {
  return await eventually(async () => {
    const [pid] = await outbox.blockedDeletes();
    expect(pid).toBeDefined();
    return pid!;
  }, PATIENT);
}

function startProcess(): ChildProcess {
  return spawn(process.execPath, [MAIN], {
    stdio: 'ignore',
    env: {
      ...process.env,
      LOG_LEVEL: 'silent',
      OUTBOX_RELAY_PORT: '0',
      AUTH_DATABASE_URL: outbox.url.replace(/\/[^/]*$/, '/there_is_no_such_database'),
      EVENTS_DATABASE_URL: outbox.url.replace(/\/[^/]*$/, '/there_is_no_such_database'),
      JOINS_DATABASE_URL: outbox.url,
      RABBITMQ_URL: vhost.url,
    },
  });
}

test('a relay killed between confirm and delete, 3 times as a process and 20 times by its database, loses nothing and doubles no effect', async () => {
  const ids: string[] = [];
  const release = await outbox.holdDeletes();

  for (let kill = 0; kill < 3; kill += 1) {
    ids.push(...(await outbox.enqueue(50)));
    const relay = startProcess();
    onTestFinished(() => void relay.kill('SIGKILL'));
    const pid = await confirmedButNotDeleted();
    relay.kill('SIGKILL');
    await once(relay, 'exit');
    // The server notices a dead client only when it next writes to it; its delete must not go through after all.
    await outbox.terminate(pid);
  }

  const relay = startRelay({ owner: 'joins', databaseUrl: outbox.url, connection, logger });
  for (let kill = 0; kill < 20; kill += 1) {
    ids.push(...(await outbox.enqueue(10)));
    await outbox.terminate(await confirmedButNotDeleted());
  }
  expect(await outbox.left()).toBe(ids.length);
  await release();
  await eventually(async () => expect(await outbox.left()).toBe(0), { timeoutMs: 20_000 });
  await relay.stop();

  await eventually(async () => expect(await effects()).toEqual(ids.sort()), { timeoutMs: 20_000 });
  await eventually(async () => expect(await vhost.depth(queueOf('email'))).toBe(0));
  expect(await effects()).toEqual(ids);
  // Otherwise no kill hit the moment it was meant for.
  expect(deliveries).toBeGreaterThan(ids.length * 2);
}, 90_000);
