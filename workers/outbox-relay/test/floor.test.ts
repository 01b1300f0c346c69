import { afterEach, beforeEach, expect, test } from 'vitest';
import { Floor } from '../src/floor.ts';
import { readRows } from '../src/outbox-table.ts';
import { createOutboxFixture, type OutboxFixture } from './outbox-fixture.ts';

let outbox: OutboxFixture;
beforeEach(async () => {
  outbox = await createOutboxFixture();
});
afterEach(() => outbox.drop());

const raiseTwice = async (floor: Floor, client: Parameters<Floor['raise']>[0]) => {
  await floor.raise(client);
  await floor.raise(client);
};

test('it passes what is gone, and stays at what is left', async () => {
  const { client } = await outbox.relayAtTable({ leaseMs: 60_000 });
  const floor = new Floor();
  await raiseTwice(floor, client);
  // A table that nobody has written to: its first row is still to come.
  expect(floor.position).toBe('1');
  await outbox.enqueue(10);
  await raiseTwice(floor, client);
  expect(floor.position).toBe('1');
  await outbox.database.outboxMessage.deleteMany({ where: { position: { in: [1, 2, 3, 5] } } });
  await raiseTwice(floor, client);
  expect(floor.position).toBe('4');
  await outbox.database.outboxMessage.deleteMany();
  await raiseTwice(floor, client);
  expect(floor.position).toBe('11');
});

test('it waits for a transaction that has a lower position than what others have committed already', async () => {
  const { client, lanes } = await outbox.relayAtTable({ leaseMs: 60_000 });
  await lanes.renew(client);
  await lanes.share(client);
  const { client: slow } = await outbox.relayAtTable({ leaseMs: 60_000 });
  const floor = new Floor();
  await slow.query('BEGIN');
  await slow.query(
    `INSERT INTO outbox (aggregate_id, sequence, id, routing_key, payload, occurred_at)
     VALUES (gen_random_uuid(), 1, gen_random_uuid(), 'join.confirmed.v1', '{}', now())`,
  );
  await outbox.enqueue(5);
  await outbox.database.outboxMessage.deleteMany();
  for (let i = 0; i < 5; i++) await floor.raise(client);
  expect(BigInt(floor.position)).toBeLessThanOrEqual(1n);

  await slow.query('COMMIT');
  await raiseTwice(floor, client);
  expect(floor.position).toBe('1');
  const reach = { epochs: lanes.epochs, from: floor.position, heldAggregates: [] };
  expect(await readRows(client, reach, 10)).toHaveLength(1);
});

test('a transaction that only looks, however old, is not waited for', async () => {
  const { client } = await outbox.relayAtTable({ leaseMs: 60_000 });
  const { client: reader } = await outbox.relayAtTable({ leaseMs: 60_000 });
  await outbox.enqueue(3);
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await reader.query('SELECT count(*) FROM outbox');
  await outbox.database.outboxMessage.deleteMany();
  const floor = new Floor();
  await raiseTwice(floor, client);
  expect(floor.position).toBe('4');
});
