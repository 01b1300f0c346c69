import { randomUUIDv7 } from 'node:crypto';
import type { Message } from '@cityevents/messages/message';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventsUnderTest, inHours, startEventsUnderTest } from './events-under-test.ts';
import { importRow, newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

function deleted(userId: string): Message {
  const occurredAt = new Date().toISOString();
  const data = { userId };
  return {
    id: randomUUIDv7(),
    type: 'person.deleted.v1',
    owner: 'auth',
    aggregateId: userId,
    sequence: 2,
    occurredAt,
    data,
  };
}

const handled = (message: Message) =>
  eventually(
    async () => expect(await events.database.inboxMessage.count({ where: { messageId: message.id } })).toBe(1),
    { timeoutMs: 60_000 },
  );

test('who deletes their account calls off what is to come, drafts vanish, and what is over stays', async () => {
  const organizer = newOrganizer(events);
  const draft = await organizer.create();
  const thrownAway = await organizer.create();
  await organizer.cancel(thrownAway.id);
  const toCome = await organizer.create();
  await organizer.publish(toCome.id);
  const past = { startsAt: inHours(-48), endsAt: inHours(-47) };
  const { results } = await organizer.import([importRow('past', past)]);
  const over = results[0]!.event!;
  const other = newOrganizer(events);
  const others = await other.create();

  const gone = deleted(organizer.userId);
  await events.publish(gone);
  await handled(gone);

  expect(await organizer.read(toCome.id)).toMatchObject({ status: 'CANCELLED' });
  const told = (await events.messagesOf(toCome.id)).map(({ type, sequence }) => [type, sequence]);
  expect(told).toEqual([
    ['event.published.v1', 1],
    ['event.cancelled.v1', 2],
  ]);
  expect(await events.database.event.count({ where: { id: { in: [draft.id, thrownAway.id] } } })).toBe(0);
  expect(await organizer.read(over.id)).toMatchObject({ status: 'ENDED', organizer: { id: organizer.userId } });
  expect(await other.read(others.id)).toMatchObject({ status: 'DRAFT' });
});

test('somebody with 230 events to come calls off each of them once, also when the message comes again', async () => {
  const organizer = newOrganizer(events);
  const names = Array.from({ length: 230 }, (_, index) => `event ${index}`);
  for (let first = 0; first < names.length; first += 100) {
    await organizer.import(names.slice(first, first + 100).map((name) => importRow(name)));
  }
  const gone = deleted(organizer.userId);
  const again = deleted(organizer.userId);
  for (const message of [gone, gone, again]) await events.publish(message);
  await handled(again);

  const cancelled = await events.database.event.findMany({
    where: { organizerId: organizer.userId, state: 'CANCELLED' },
  });
  expect(cancelled).toHaveLength(230);
  const ids = cancelled.map(({ id }) => id);
  const facts = await events.database.outboxMessage.count({
    where: { aggregateId: { in: ids }, routingKey: 'event.cancelled.v1' },
  });
  expect(facts).toBe(230);
});
