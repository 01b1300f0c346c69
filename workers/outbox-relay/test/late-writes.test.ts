import type { Socket } from 'node:net';
import { type BrokerConnection, connectBroker } from '@cityevents/messaging/broker-connection';
import { declareTopology, EXCHANGE } from '@cityevents/messaging/topology';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { startTcpProxy } from '@cityevents/testing/tcp-proxy';
import { eventually } from '@cityevents/testing/wait';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { LANES } from '../src/lanes.ts';
import { deleteRows, readRows, recordSetbacks } from '../src/outbox-table.ts';
import { startRelay } from '../src/relay.ts';
import { createOutboxFixture, type OutboxFixture } from './outbox-fixture.ts';

const logger = pino({ level: 'silent' });
let vhost: TestVhost;
let connection: BrokerConnection;
let outbox: OutboxFixture;

beforeAll(async () => {
  vhost = await createTestVhost();
  connection = await connectBroker({ url: vhost.url, name: 'late-writes-test', logger });
  const channel = await connection.createChannel();
  await declareTopology(channel);
  await channel.close();
});
beforeEach(async () => {
  outbox = await createOutboxFixture();
});
afterEach(() => outbox.drop());
afterAll(async () => {
  await connection?.close();
  await vhost?.delete();
});

test('what a relay writes under an epoch that has moved on has no effect, under the current one it has', async () => {
  const ids = await outbox.enqueue(20);
  const stalled = await outbox.relayAtTable({ leaseMs: 1 });
  await stalled.lanes.renew(stalled.client);
  await stalled.lanes.share(stalled.client);
  const { epochs } = stalled.lanes;
  expect(epochs.size).toBe(LANES);
  const rows = await readRows(stalled.client, { epochs, from: '0', heldAggregates: [] }, 100);
  expect(rows.map(({ id }) => id)).toEqual(ids);

  const successor = await outbox.relayAtTable({ leaseMs: 60_000 });
  await eventually(async () => {
    await successor.lanes.renew(successor.client);
    await successor.lanes.share(successor.client);
    expect(successor.lanes.epochs.size).toBe(LANES);
  });
  const setback = { attempts: 9, retryInMs: 60_000, parked: true, reason: 'refused', error: 'too late' } as const;
  const setbacks = rows.map((row) => ({ row, ...setback }));
  await deleteRows(stalled.client, epochs, rows);
  await recordSetbacks(stalled.client, epochs, setbacks);
  expect(await outbox.database.outboxMessage.count({ where: { attempts: 0, parkedAt: null } })).toBe(20);

  await recordSetbacks(successor.client, successor.lanes.epochs, setbacks.slice(0, 1));
  expect(await outbox.database.outboxMessage.count({ where: { attempts: 9 } })).toBe(1);
  await deleteRows(successor.client, successor.lanes.epochs, rows);
  expect(await outbox.left()).toBe(0);
});

test('a delete that is under way to the database while another relay takes the lanes does nothing when it arrives', async () => {
  const published = await vhost.tap(EXCHANGE);
  const database = await startTcpProxy(outbox.url);
  // Takes everything to the broker, and its answers back only once they are let go.
  const kept: Buffer[] = [];
  let keeps = false;
  let client: Socket;
  const broker = await startTcpProxy(vhost.url, (from, upstream) => {
    client = from;
    from.pipe(upstream);
    upstream.on('data', (bytes: Buffer) => (keeps ? kept.push(bytes) : from.write(bytes)));
  });
  const slow = await connectBroker({ url: broker.url, name: 'late-writes-slow', logger });
  const log: string[] = [];
  const noting = pino({ level: 'debug' }, { write: (line) => log.push(line) });
  const relay = startRelay({
    owner: 'joins',
    databaseUrl: database.url,
    connection: slow,
    logger: noting,
    leaseMs: 600,
  });
  await eventually(async () => expect(await outbox.lanesOf()).toEqual([LANES]));
  await outbox.enqueue(1);
  await eventually(async () => expect(await outbox.left()).toBe(0));

  keeps = true;
  const ids = await outbox.enqueue(10);
  const publishedIds = () => published.messages.map(({ properties }) => properties.messageId);
  await eventually(() => expect(publishedIds()).toEqual(expect.arrayContaining(ids)));
  database.freeze();
  keeps = false;
  client!.write(Buffer.concat(kept));

  const successor = await outbox.relayAtTable({ leaseMs: 60_000 });
  await eventually(async () => {
    await successor.lanes.renew(successor.client);
    await successor.lanes.share(successor.client);
    expect(successor.lanes.epochs.size).toBe(LANES);
  });
  database.thaw();
  // It finishes what it has in hand: the delete of ten rows the broker has confirmed.
  await relay.stop();
  expect(log.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining({ seen: 10, published: 10 }));
  expect(await outbox.left()).toBe(10);

  await slow.close();
  await Promise.all([database.goDown(), broker.goDown()]);
});
