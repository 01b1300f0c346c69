import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventsUnderTest, inHours, newPerson, startEventsUnderTest } from './events-under-test.ts';
import { eventInput, importRow, newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

test('a draft has all it was given, and nothing is told of it', async () => {
  const organizer = newOrganizer(events);
  const input = eventInput({
    description: 'Bring a torch.',
    city: 'Vienna',
    country: 'Austria',
    venue: 'Museum',
    online: true,
    url: 'https://example.org/maps',
    tags: ['Maps', 'night'],
    capacity: 40,
    waitlistLimit: 15,
    joinsOpenAt: inHours(1),
    joinsCloseAt: inHours(20),
  });
  const { capacity, waitlistLimit, ...fields } = input as typeof input & { capacity: number; waitlistLimit: number };
  const expected = {
    ...fields,
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
    tags: ['maps', 'night'],
    status: 'DRAFT',
    draftCapacity: 40,
    draftWaitlistLimit: 15,
    organizer: { __typename: 'User', id: organizer.userId },
    publishAt: null,
    publishRefusal: null,
    hidden: false,
    hiddenReason: null,
  };
  const created = await organizer.create(input);
  expect(created).toEqual(expected);
  expect(await organizer.read(created.id)).toEqual(expected);
  expect(await events.messagesOf(created.id)).toEqual([]);
});

test('from draft to cancelled, each public change is told once, whole, and numbered without a gap', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create({ capacity: 5, waitlistLimit: 10 });
  await organizer.update(id, { capacity: 7, waitlistLimit: 0, city: 'Vienna' });
  const published = await organizer.publish(id);
  expect(published).toMatchObject({
    status: 'PUBLISHED',
    city: 'Vienna',
    draftCapacity: null,
    draftWaitlistLimit: null,
  });
  await organizer.update(id, { title: 'Night of charts' });
  await organizer.update(id, { title: ' Night of charts ' });
  expect((await organizer.cancel(id)).status).toBe('CANCELLED');
  expect((await organizer.cancel(id)).status).toBe('CANCELLED');

  const messages = await events.messagesOf(id);
  expect(messages.map(({ type, sequence, data }) => [type, sequence, data.title, data.state])).toEqual([
    ['event.published.v1', 1, 'Night of maps', 'PUBLISHED'],
    ['event.updated.v1', 2, 'Night of charts', 'PUBLISHED'],
    ['event.cancelled.v1', 3, 'Night of charts', 'CANCELLED'],
  ]);
  expect(messages[0]?.data).toMatchObject({
    eventId: id,
    organizerId: organizer.userId,
    openingCapacity: 7,
    openingWaitlistLimit: 0,
    city: 'Vienna',
    startsAt: published.startsAt,
    endsAt: published.endsAt,
  });
});

test('publishing again is no error and tells nothing', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  const first = await organizer.publish(id);
  expect(await organizer.publish(id)).toEqual(first);
  expect(await events.messagesOf(id)).toHaveLength(1);
});

test('a cancelled draft is told of to nobody, and stays cancelled', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  expect((await organizer.cancel(id)).status).toBe('CANCELLED');
  expect((await organizer.refused('publishEvent', { eventId: id })).code).toBe('EVENT_CANCELLED');
  expect((await organizer.refused('updateEvent', { eventId: id, title: 'Again' })).code).toBe('EVENT_CANCELLED');
  expect(await events.messagesOf(id)).toEqual([]);
});

test('an event that is over stays as it was', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await organizer.publish(id);
  await events.database.event.update({ where: { id }, data: { startsAt: inHours(-3), endsAt: inHours(-1) } });
  expect((await organizer.read(id))?.status).toBe('ENDED');
  expect((await organizer.refused('updateEvent', { eventId: id, title: 'Late' })).code).toBe('EVENT_OVER');
  expect((await organizer.refused('cancelEvent', { eventId: id })).code).toBe('EVENT_OVER');
  expect((await organizer.publish(id)).status).toBe('ENDED');
  expect(await events.messagesOf(id)).toHaveLength(1);
});

test('a draft whose end has passed can be published once it has new times', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await events.database.event.update({ where: { id }, data: { startsAt: inHours(-3), endsAt: inHours(-1) } });
  expect((await organizer.refused('publishEvent', { eventId: id })).code).toBe('EVENT_OVER');
  await organizer.update(id, { endsAt: inHours(2) });
  expect((await organizer.publish(id)).status).toBe('PUBLISHED');
});

test.each([
  ['capacity', 'setCapacity'],
  ['waitlistLimit', 'setWaitlistLimit'],
])('the %s of a published event is not for updateEvent to change, be it the same number', async (field, mutation) => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create({ [field]: 5 });
  await organizer.publish(id);
  for (const value of [6, 5, null]) {
    expect(await organizer.refused('updateEvent', { eventId: id, title: 'No', [field]: value })).toMatchObject({
      code: 'ALREADY_PUBLISHED',
      message: expect.stringContaining(`changed by ${mutation} only`),
      field: ['input', field],
    });
  }
  expect((await organizer.read(id))?.title).toBe('Night of maps');
});

test('null clears, what is left out stays', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create({
    city: 'Vienna',
    venue: 'Museum',
    tags: ['maps'],
    capacity: 5,
    waitlistLimit: 3,
  });
  const changed = await organizer.update(id, { city: null, tags: null, capacity: null, description: null });
  expect(changed).toMatchObject({ city: null, venue: 'Museum', tags: [], draftCapacity: null, description: '' });
  expect(changed.draftWaitlistLimit).toBe(3);
  expect((await organizer.update(id, { waitlistLimit: null })).draftWaitlistLimit).toBeNull();
});

test('bad input is refused by name, everything at once, and changes nothing', async () => {
  const organizer = newOrganizer(events);
  const bad = {
    title: ' ',
    timezone: 'Vienna',
    capacity: 0,
    waitlistLimit: -1,
    tags: ['ok', ''],
    url: 'ftp://example.org',
  };
  const { event, userErrors } = await organizer.mutate('createEvent', eventInput({ ...bad, endsAt: inHours(23) }));
  expect(event).toBeNull();
  expect(userErrors.map(({ code, field }) => [code, field?.join('.')])).toEqual(
    ['title', 'timezone', 'url', 'tags.1', 'capacity', 'waitlistLimit', 'endsAt'].map((name) => [
      'INVALID_INPUT',
      `input.${name}`,
    ]),
  );

  const draft = await organizer.create();
  const update = { eventId: draft.id, city: 'Vienna', title: null, startsAt: inHours(30) };
  expect((await organizer.mutate('updateEvent', update)).userErrors.map(({ field }) => field)).toEqual([
    ['input', 'title'],
    ['input', 'startsAt'],
  ]);
  expect(await organizer.read(draft.id)).toEqual(draft);
});

test('lists too long to look at are refused as one, however long', async () => {
  const organizer = newOrganizer(events);
  const tags = Array(200_000).fill('');
  const draft = await organizer.create();
  const refusal = {
    code: 'INVALID_INPUT',
    field: ['input', 'tags'],
    message: 'There are 200,000 tags; at most 10 fit.',
  };
  expect(await organizer.refused('createEvent', eventInput({ tags }))).toEqual(refusal);
  expect(await organizer.refused('updateEvent', { eventId: draft.id, tags })).toEqual(refusal);
  const { results } = await organizer.import([importRow('a', { tags })]);
  expect(results).toMatchObject([{ outcome: 'INVALID', errors: [{ field: ['tags'], message: refusal.message }] }]);
});

test('an event can be neither created over nor changed to be over', async () => {
  const organizer = newOrganizer(events);
  const past = { startsAt: inHours(-3), endsAt: inHours(-1) };
  const refusal = { code: 'INVALID_INPUT', field: ['input', 'endsAt'] };
  expect(await organizer.refused('createEvent', eventInput(past))).toMatchObject(refusal);
  const { id } = await organizer.create();
  expect(await organizer.refused('updateEvent', { eventId: id, ...past })).toMatchObject(refusal);
  expect((await organizer.create({ startsAt: inHours(-1) })).status).toBe('DRAFT');
});

test('an editor that saves by itself changes a draft, and nothing that is public', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create({ title: 'Draft' });
  await organizer.update(id, { title: 'Typed', onlyIfDraft: true });
  await organizer.publish(id);
  const half = { eventId: id, title: 'Half ty', onlyIfDraft: true };
  expect(await organizer.refused('updateEvent', half)).toMatchObject({
    code: 'ALREADY_PUBLISHED',
    field: ['input', 'onlyIfDraft'],
  });
  expect((await organizer.read(id))?.title).toBe('Typed');
});

test.each(['updateEvent', 'publishEvent', 'cancelEvent'] as const)(
  '%s of what isn’t there is a refusal',
  async (mutation) => {
    const organizer = newOrganizer(events);
    for (const eventId of [newPerson(), 'no-uuid', '', "'; DROP TABLE events; --"]) {
      const refusal = await organizer.refused(mutation, { eventId });
      expect(refusal).toMatchObject({ code: 'EVENT_NOT_FOUND', field: ['input', 'eventId'] });
    }
  },
);

test('nobody signed out changes anything', async () => {
  const query = 'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } } }';
  const { errors } = await events.ask(null, query, { input: eventInput() });
  expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('readiness asks the database', async () => {
  const response = await fetch(`${events.url}/readyz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ checks: { database: 'ok' } });
});

test('a draft is made and changed without a verified address, but not published', async () => {
  const userId = newPerson();
  const unverified = newOrganizer(events, userId, { emailVerified: false });
  const { id } = await unverified.create();
  await unverified.update(id, { title: 'Another title' });
  const refusal = await unverified.refused('publishEvent', { eventId: id });
  expect(refusal).toMatchObject({ code: 'EMAIL_NOT_VERIFIED', field: null });
  expect(refusal.message).toContain('open the link');
  expect(await unverified.read(id)).toMatchObject({ status: 'DRAFT', title: 'Another title' });
  expect(await events.messagesOf(id)).toEqual([]);
  expect((await newOrganizer(events, userId).publish(id)).status).toBe('PUBLISHED');
});
