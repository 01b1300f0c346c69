import type { EventsDatabase, EventsTransaction } from '@cityevents/prisma/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockEventTx } from '../src/event-lifecycle/event-locks.ts';
import { inTransaction } from '../src/transaction.ts';
import { type EventsUnderTest, startEventsUnderTest } from './events-under-test.ts';
import { newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
let database: EventsDatabase;
beforeAll(async () => {
  events = await startEventsUnderTest();
  database = events.database;
});
afterAll(() => events.stop());

const raise = (tx: EventsTransaction, id: string) =>
  tx.event.update({ where: { id }, data: { sequence: { increment: 1 } } });

test.each([
  ['a statement of Prisma’s', raise],
  ['a raw statement', lockEventTx],
])('a transaction aborted by a deadlock in %s is run again from its start', async (_, second) => {
  const organizer = newOrganizer(events);
  const [a, b] = [(await organizer.create()).id, (await organizer.create()).id];
  const bothHold = Promise.withResolvers<void>();
  let holding = 0;
  let runs = 0;
  const crosswise = (mine: string, other: string) =>
    inTransaction(database, async (tx) => {
      runs++;
      await raise(tx, mine);
      if (++holding === 2) bothHold.resolve();
      await bothHold.promise;
      await second(tx, other);
    });
  await Promise.all([crosswise(a, b), crosswise(b, a)]);
  expect(runs).toBe(3);
  const sequences = await database.event.findMany({ where: { id: { in: [a, b] } }, select: { sequence: true } });
  const raised = second === raise ? 2n : 1n;
  expect(sequences).toEqual([{ sequence: raised }, { sequence: raised }]);
});

test('any other fault is not repeated', async () => {
  let runs = 0;
  const failing = inTransaction(database, async (tx) => {
    runs++;
    await tx.$queryRaw`SELECT 1 / 0`;
  });
  await expect(failing).rejects.toThrow(/division by zero/);
  expect(runs).toBe(1);
});
