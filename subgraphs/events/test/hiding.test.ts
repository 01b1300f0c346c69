import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventsUnderTest, newPerson, startEventsUnderTest } from './events-under-test.ts';
import { newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

const newAdmin = () => newOrganizer(events, newPerson(), { admin: true });
const organized = `query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) {
  ... on User { organizedEvents { edges { node { id } } } } } }`;

test('a hidden event is its organizer’s alone, who is told why, until it is shown again', async () => {
  const [organizer, admin, stranger] = [newOrganizer(events), newAdmin(), newOrganizer(events)];
  const { id } = await organizer.create();
  await organizer.publish(id);
  const seenBy = async (userId: string) => {
    const { data } = await events.ask<{ _entities: [{ organizedEvents: { edges: unknown[] } }] }>(userId, organized, {
      id: organizer.userId,
    });
    return data._entities[0].organizedEvents.edges.length;
  };

  const hidden = await admin.mutate('hideEvent', { eventId: id, reason: ' It sells what nobody may sell. ' });
  expect(hidden).toMatchObject({ event: { hidden: true, status: 'PUBLISHED' }, userErrors: [] });
  expect(await stranger.read(id)).toBeNull();
  expect(await organizer.read(id)).toMatchObject({ hidden: true, hiddenReason: 'It sells what nobody may sell.' });
  expect(await admin.read(id)).toMatchObject({ hidden: true });
  expect([await seenBy(stranger.userId), await seenBy(organizer.userId)]).toEqual([0, 1]);
  expect((await stranger.refused('cancelEvent', { eventId: id })).code).toBe('EVENT_NOT_FOUND');
  await organizer.update(id, { title: 'Sells nothing' });

  expect((await admin.mutate('unhideEvent', { eventId: id })).event).toMatchObject({ hidden: false });
  expect(await stranger.read(id)).toMatchObject({ title: 'Sells nothing', hidden: false, hiddenReason: null });

  expect((await events.messagesOf(id)).map(({ type, sequence, data }) => [type, sequence, data.hidden])).toEqual([
    ['event.published.v1', 1, false],
    ['event.updated.v1', 2, true],
    ['event.updated.v1', 3, true],
    ['event.updated.v1', 4, false],
  ]);
  const deeds = (await organizer.logOf(id))?.map(({ action, actor }) => [action, actor?.id]);
  expect(deeds?.slice(0, 3)).toEqual([
    ['UNHIDDEN', admin.userId],
    ['UPDATED', organizer.userId],
    ['HIDDEN', admin.userId],
  ]);
});

test('hiding twice, or showing what isn’t hidden, is no deed', async () => {
  const [organizer, admin] = [newOrganizer(events), newAdmin()];
  const { id } = await organizer.create();
  await organizer.publish(id);
  await admin.mutate('unhideEvent', { eventId: id });
  for (let i = 0; i < 2; i++) await admin.mutate('hideEvent', { eventId: id, reason: 'Spam' });
  expect(await events.messagesOf(id)).toHaveLength(2);
  expect(await organizer.logOf(id)).toHaveLength(3);
});

test('drafts are no business of those who look after the platform, and a reason is needed', async () => {
  const [organizer, admin] = [newOrganizer(events), newAdmin()];
  const { id } = await organizer.create();
  expect((await admin.refused('hideEvent', { eventId: id, reason: 'Spam' })).code).toBe('EVENT_NOT_FOUND');
  expect(await admin.read(id)).toBeNull();
  await organizer.publish(id);
  for (const reason of ['', ' \n ', 'x'.repeat(1_001), '\u0000']) {
    const refusal = await admin.refused('hideEvent', { eventId: id, reason });
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: ['input', 'reason'] });
  }
});

test.each(['hideEvent', 'unhideEvent'])('%s is for nobody else', async (name) => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await organizer.publish(id);
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
  const input = { eventId: id, ...(name === 'hideEvent' && { reason: 'Mine' }) };
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { event { id } } }`;
  for (const [userId, code] of [
    [organizer.userId, 'FORBIDDEN'],
    [null, 'UNAUTHENTICATED'],
  ] as const) {
    const { errors } = await events.ask(userId, query, { input });
    expect(errors?.[0]?.extensions.code).toBe(code);
  }
  expect(await events.messagesOf(id)).toHaveLength(1);
});
