import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventsUnderTest, startEventsUnderTest } from './events-under-test.ts';
import { newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

type Exported = { rows: { id: string; title: string; state: string; startsAt: string }[]; truncated: boolean };
const exportOf = async (userId: string, viewerId: string) => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on DataExport { events } } }`;
  const variables = { representations: [{ __typename: 'DataExport', id: userId }] };
  const answer = await events.ask<{ _entities: ({ events: Exported } | null)[] }>(viewerId, query, variables);
  expect(answer.errors).toBeUndefined();
  return answer.data._entities[0];
};

test('one’s export has one’s events, drafts too, as they are stored; nobody gets somebody else’s', async () => {
  const [ada, bob] = [newOrganizer(events), newOrganizer(events)];
  const draft = await ada.create({ title: 'A secret' });
  const published = await ada.create({ title: 'A concert', tags: ['jazz'] });
  await ada.publish(published.id);
  await bob.create();

  const exported = await exportOf(ada.userId, ada.userId);
  expect(exported!.events.truncated).toBe(false);
  expect(exported!.events.rows).toMatchObject([
    { id: draft.id, title: 'A secret', state: 'DRAFT', startsAt: draft.startsAt },
    { id: published.id, title: 'A concert', state: 'PUBLISHED', tags: ['jazz'] },
  ]);
  expect(await exportOf(ada.userId, bob.userId)).toBeNull();
});

test('2,100 events, many of them made at the same moment, are read in batches, each once', async () => {
  const ada = newOrganizer(events);
  const createdAt = new Date();
  const data = Array.from({ length: 2_100 }, (_, index) => ({
    id: randomUUIDv7(),
    organizerId: ada.userId,
    title: `Event ${index}`,
    timezone: 'UTC',
    startsAt: createdAt,
    endsAt: createdAt,
    createdAt,
  }));
  await events.database.event.createMany({ data });
  const exported = await exportOf(ada.userId, ada.userId);
  const ids = exported!.events.rows.map(({ id }) => id);
  expect(ids).toEqual(data.map(({ id }) => id).sort());
});
