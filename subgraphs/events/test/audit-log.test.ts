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

test('an organizer reads who changed what, as it was and as it is', async () => {
  const organizer = newOrganizer(events);
  const { id, endsAt } = await organizer.create({ tags: ['maps'] });
  const later = inHours(48);
  await organizer.update(id, { title: 'Night of charts', tags: ['charts', 'maps'], endsAt: later, city: null });
  await organizer.update(id, { title: 'Night of charts' });
  const [entry, made, ...more] = (await organizer.logOf(id)) ?? [];
  expect(more).toEqual([]);
  expect(made).toMatchObject({ action: 'CREATED', changes: [] });
  expect(entry).toMatchObject({ action: 'UPDATED', actor: { id: organizer.userId }, subject: null });
  expect(entry?.changes).toEqual([
    { field: 'title', before: 'Night of maps', after: 'Night of charts' },
    { field: 'endsAt', before: endsAt, after: later },
    { field: 'tags', before: ['maps'], after: ['charts', 'maps'] },
  ]);
});

test('others see no log, of a public event either', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await organizer.publish(id);
  expect(await newOrganizer(events).logOf(id)).toBeNull();
});

test('what an import does stands in the log', async () => {
  const organizer = newOrganizer(events);
  const { results } = await organizer.import([importRow('a')]);
  await organizer.import([importRow('a', { title: 'Another' })]);
  await organizer.import([importRow('a', { cancelled: true })]);
  const log = await organizer.logOf(results[0]!.event!.id);
  expect(log?.map(({ action }) => action)).toEqual(['CANCELLED', 'UPDATED', 'IMPORTED']);
});

test('a deed and its entry are written together or not at all', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await events.breakOutbox();
  const query = 'mutation ($id: ID!) { publishEvent(input: { eventId: $id }) { event { id } } }';
  const { errors } = await events.ask(organizer.userId, query, { id });
  expect(errors).toHaveLength(1);
  expect((await organizer.logOf(id))?.map(({ action }) => action)).toEqual(['CREATED']);
});

test('of who deletes their account the log keeps what was done, and not by whom', async () => {
  const organizer = newOrganizer(events);
  const { results } = await organizer.import([importRow('past', { startsAt: inHours(-3), endsAt: inHours(-2) })]);
  const id = results[0]!.event!.id;
  await events.publish({
    id: randomUUIDv7(),
    type: 'person.deleted.v1',
    owner: 'auth',
    aggregateId: organizer.userId,
    sequence: 9,
    occurredAt: new Date().toISOString(),
    data: { userId: organizer.userId },
  });
  await eventually(async () => {
    expect((await organizer.logOf(id))?.map(({ action, actor }) => [action, actor])).toEqual([['IMPORTED', null]]);
  });
});

test('what joins tells of organizing stands in the log, once, and of who is gone not that it was they', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  const [attendeeId, goneId] = [randomUUIDv7(), randomUUIDv7()];
  const occurredAt = new Date().toISOString();
  await events.database.person.create({ data: { userId: goneId, emailVerified: null, sequence: 3n } });
  const deed = (actorId: string, sequence: number): Message => ({
    id: randomUUIDv7(),
    type: 'organizer.acted.v1',
    owner: 'joins',
    aggregateId: id,
    sequence,
    occurredAt,
    data: { eventId: id, actorId, action: 'ATTENDEE_REMOVED', attendeeId, changes: [] },
  });
  const first = deed(organizer.userId, 4);
  for (const message of [first, first, deed(goneId, 5)]) await events.publish(message);
  await eventually(async () => {
    const deeds = (await organizer.logOf(id))?.filter(({ action }) => action === 'ATTENDEE_REMOVED');
    expect(deeds).toHaveLength(2);
    for (const { at, subject } of deeds ?? []) expect([at, subject?.id]).toEqual([occurredAt, attendeeId]);
    expect(deeds?.map(({ actor }) => actor?.id ?? null)).toEqual(expect.arrayContaining([organizer.userId, null]));
  });
});
