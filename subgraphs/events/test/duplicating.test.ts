import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventsUnderTest, inHours, startEventsUnderTest } from './events-under-test.ts';
import { newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

test('a draft made of an event says the same, and nothing of who came or when it was public', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create({ capacity: 4, waitlistLimit: 2, tags: ['maps'], joinsOpenAt: inHours(1) });
  await organizer.publish(id);
  await organizer.cancel(id);
  const original = await organizer.read(id);
  const copy = await organizer.duplicate(id);
  expect(copy).toEqual({
    ...original,
    id: expect.not.stringMatching(id),
    status: 'DRAFT',
    draftCapacity: 4,
    draftWaitlistLimit: 2,
  });
  expect(await events.messagesOf(copy.id)).toEqual([]);
  expect((await organizer.logOf(copy.id))?.map(({ action }) => action)).toEqual(['DUPLICATED']);
});

test('another start moves all its times, by the clocks of its zone', async () => {
  const organizer = newOrganizer(events);
  const times = {
    startsAt: '2030-03-29T18:00:00Z',
    endsAt: '2030-03-29T21:00:00Z',
    joinsOpenAt: '2030-03-01T11:00:00Z',
  };
  const { id } = await organizer.create({ ...times, timezone: 'Europe/Vienna' });
  // Vienna puts its clocks on between the two.
  expect(await organizer.duplicate(id, '2030-04-05T17:00:00Z')).toMatchObject({
    startsAt: '2030-04-05T17:00:00.000Z',
    endsAt: '2030-04-05T20:00:00.000Z',
    joinsOpenAt: '2030-03-08T11:00:00.000Z',
  });
});

test('what is over can be made a draft of, for times to come', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await organizer.publish(id);
  await events.database.event.update({ where: { id }, data: { startsAt: inHours(-3), endsAt: inHours(-1) } });
  const refusal = await organizer.refused('duplicateEvent', { eventId: id, startsAt: inHours(-9) });
  expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: ['input', 'startsAt'] });
  expect((await organizer.duplicate(id, inHours(24))).status).toBe('DRAFT');
  expect((await organizer.duplicate(id)).startsAt).toBe((await organizer.read(id))?.startsAt);
});

test('of somebody else’s event nobody makes a draft', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  const stranger = newOrganizer(events);
  expect((await stranger.refused('duplicateEvent', { eventId: id })).code).toBe('EVENT_NOT_FOUND');
  await organizer.publish(id);
  expect((await stranger.refused('duplicateEvent', { eventId: id })).code).toBe('NOT_ORGANIZER');
});
