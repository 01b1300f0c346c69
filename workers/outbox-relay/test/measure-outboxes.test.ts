import { randomUUID } from 'node:crypto';
import { metrics } from '@cityevents/telemetry/metrics';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabaseCheck } from '../src/database-check.ts';
import { measureOutboxes } from '../src/measure-outboxes.ts';
import { createOutboxFixture, type OutboxFixture } from './outbox-fixture.ts';

let outbox: OutboxFixture;
let check: ReturnType<typeof createDatabaseCheck>;
let gone: ReturnType<typeof createDatabaseCheck>;

beforeAll(async () => {
  outbox = await createOutboxFixture();
  check = createDatabaseCheck(outbox.url);
  gone = createDatabaseCheck(outbox.url.replace(/\/[^/]*$/, '/there_is_no_such_database'));
  measureOutboxes(
    [
      { owner: 'joins', query: check.query },
      { owner: 'auth', query: gone.query },
    ],
    pino({ level: 'silent' }),
  );
});
afterAll(async () => {
  await Promise.all([check?.close(), gone?.close()]);
  await outbox?.drop();
});

/** The figures of both outboxes; what isn't known is missing. */
async function figures(owner: 'joins' | 'auth') {
  const text = await metrics.metrics();
  const of = (name: string) =>
    new RegExp(`^cityevents_outbox_${name}\\{outbox="${owner}"\\} (.*)$`, 'm').exec(text)?.[1];
  return { waiting: of('waiting'), parked: of('parked'), oldest: of('oldest_seconds') };
}

test('an outbox’s length, age and parked rows can be read; one that doesn’t answer has no figures', async () => {
  expect(await figures('joins')).toEqual({ waiting: '0', parked: '0', oldest: '0' });

  await outbox.enqueue(3);
  await outbox.enqueue(2, { eventId: randomUUID() });
  const { database } = outbox;
  // Two minutes old by its fact; one that is told later on purpose isn't late, one that failed is.
  const rows = await database.outboxMessage.findMany({ orderBy: { position: 'asc' } });
  const change = (index: number, data: object) =>
    database.outboxMessage.updateMany({ where: { id: rows[index]!.id }, data });
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);
  for (const [index, row] of rows.entries())
    await change(index, { occurredAt: ago(10), availableAt: ago(10), id: row.id });
  await change(0, { occurredAt: ago(900), availableAt: ago(-600) });
  expect(Number((await figures('joins')).oldest)).toBeCloseTo(10, -1);
  await change(1, { occurredAt: ago(120), availableAt: ago(-60), lastError: 'refused' });
  await change(2, { occurredAt: ago(9_000), parkedAt: new Date(), lastError: 'malformed' });
  const { waiting, parked, oldest } = await figures('joins');
  expect({ waiting, parked }).toEqual({ waiting: '4', parked: '1' });
  expect(Number(oldest)).toBeGreaterThanOrEqual(120);
  expect(Number(oldest)).toBeLessThan(180);

  expect(await figures('auth')).toEqual({ waiting: undefined, parked: undefined, oldest: undefined });
});
