import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockEventTx, lockImportsTx } from '../src/event-lifecycle/event-locks.ts';
import { type EventsUnderTest, startEventsUnderTest } from './events-under-test.ts';
import { importRow, newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

/** Sends the requests while the event is locked, and lets go once all of them wait for it. */
async function race<Result>(eventId: string, requests: (() => Promise<Result>)[]): Promise<Result[]> {
  let answers: Promise<Result[]> | undefined;
  await events.database.$transaction(async (tx) => {
    await lockEventTx(tx, eventId);
    answers = Promise.all(requests.map((request) => request()));
    await events.waitForWaiters(requests.length);
  });
  return answers!;
}

test('of many who publish a draft at once, one does, and all get it published', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  const answers = await race(
    id,
    Array.from({ length: 5 }, () => () => organizer.publish(id)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill('PUBLISHED'));
  expect((await events.messagesOf(id)).map(({ sequence }) => sequence)).toEqual([1]);
});

test('changes made at once are told in the order they were made, numbered without a gap', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await organizer.publish(id);
  const fields = ['city', 'country', 'venue', 'title', 'description'];
  await race(
    id,
    fields.map((field) => () => organizer.update(id, { [field]: 'new' })),
  );
  const messages = await events.messagesOf(id);
  expect(messages.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
  // Each tells what the ones before it told, and one thing more.
  const changed = messages.map(({ data }) =>
    [data.city, data.country, data.venue, data.title].filter((v) => v === 'new'),
  );
  expect(changed.map(({ length }) => length).toSorted()).toEqual(changed.map(({ length }) => length));
  expect(changed.at(-1)).toHaveLength(4);
});

test('publishing and cancelling at once ends cancelled, told in the order it happened, or not told at all', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await race<unknown>(id, [
    () => organizer.mutate('publishEvent', { eventId: id }),
    () => organizer.mutate('cancelEvent', { eventId: id }),
  ]);
  expect((await organizer.read(id))?.status).toBe('CANCELLED');
  const told = (await events.messagesOf(id)).map(({ type, sequence }) => [type, sequence]);
  expect([
    [],
    [
      ['event.published.v1', 1],
      ['event.cancelled.v1', 2],
    ],
  ]).toContainEqual(told);
});

test('the same import by several at once makes no doubles and fails nobody', async () => {
  const organizer = newOrganizer(events);
  const rows = Array.from({ length: 20 }, (_, i) => importRow(`row ${i}`));
  let answers: Promise<Awaited<ReturnType<typeof organizer.import>>[]> | undefined;
  await events.database.$transaction(async (tx) => {
    await lockImportsTx(tx, organizer.userId);
    // Not in the same order, so that rows locked as they come would make a deadlock.
    answers = Promise.all([rows, rows.toReversed(), rows].map((batch) => organizer.import(batch)));
    await events.waitForWaiters(3);
  });
  const outcomes = (await answers!).map(({ results }) => [...new Set(results.map(({ outcome }) => outcome))]);
  expect(outcomes.toSorted()).toEqual([['CREATED'], ['UNCHANGED'], ['UNCHANGED']]);
  const stored = await events.database.event.findMany({ where: { organizerId: organizer.userId } });
  expect(stored).toHaveLength(20);
  for (const { id } of stored) expect(await events.messagesOf(id)).toHaveLength(1);
});
