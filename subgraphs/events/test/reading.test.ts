import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventsUnderTest, inHours, newPerson, startEventsUnderTest } from './events-under-test.ts';
import { importRow, newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

type Entity = { id: string; title: string; status: string } | null;

async function entities(viewerId: string | null, ids: string[]): Promise<Entity[]> {
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Event { id title status } }
  }`;
  const representations = ids.map((id) => ({ __typename: 'Event', id }));
  const { data, errors } = await events.ask<{ _entities: Entity[] }>(viewerId, query, { representations });
  expect(errors).toBeUndefined();
  return data._entities;
}

type Page = {
  edges: { cursor: string; node: { title: string; status: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
};

async function organized(viewerId: string | null, organizerId: string, args: object = {}) {
  const query = `query ($id: ID!, $status: [EventStatus!], $first: Int, $after: String, $last: Int, $before: String) {
    _entities(representations: [{ __typename: "User", id: $id }]) { ... on User {
      organizedEvents(status: $status, first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { title status } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    } }
  }`;
  type Data = { _entities: [{ organizedEvents: Page } | null] };
  const { data, errors } = await events.ask<Data>(viewerId, query, { id: organizerId, ...args });
  return { page: data?._entities?.[0]?.organizedEvents, errors };
}
const titles = ({ page }: Awaited<ReturnType<typeof organized>>) => page?.edges.map(({ node }) => node.title);

test('a draft, also a cancelled one, is there for its organizer alone, everywhere', async () => {
  const organizer = newOrganizer(events);
  const draft = await organizer.create({ title: 'Draft', capacity: 3, waitlistLimit: 2 });
  const { id: thrownAway } = await organizer.create({ title: 'Thrown away' });
  await organizer.cancel(thrownAway);
  const ids = [draft.id, thrownAway];

  expect(await organizer.read(draft.id)).toMatchObject({ draftCapacity: 3, draftWaitlistLimit: 2 });
  expect((await entities(organizer.userId, ids)).map((event) => event?.title)).toEqual(['Draft', 'Thrown away']);
  expect(titles(await organized(organizer.userId, organizer.userId))).toEqual(['Thrown away', 'Draft']);
  for (const viewerId of [newPerson(), null]) {
    for (const id of ids) {
      const { data } = await events.ask(viewerId, 'query ($id: ID!) { event(id: $id) { id } }', { id });
      expect(data).toEqual({ event: null });
    }
    expect(await entities(viewerId, ids)).toEqual([null, null]);
    for (const status of [undefined, ['DRAFT'], ['CANCELLED'], ['DRAFT', 'PUBLISHED', 'CANCELLED', 'ENDED']]) {
      expect(titles(await organized(viewerId, organizer.userId, { status }))).toEqual([]);
    }
  }
  const stranger = newOrganizer(events);
  for (const mutation of ['updateEvent', 'publishEvent', 'cancelEvent'] as const) {
    for (const eventId of ids) expect((await stranger.refused(mutation, { eventId })).code).toBe('EVENT_NOT_FOUND');
  }
});

test('a published event is there for everybody, and still its organizer’s alone to change', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create({ capacity: 3, waitlistLimit: 2 });
  await organizer.publish(id);
  const stranger = newOrganizer(events);
  const handedOver = { id, status: 'PUBLISHED', draftCapacity: null, draftWaitlistLimit: null };
  for (const reader of [stranger, organizer]) expect(await reader.read(id)).toMatchObject(handedOver);
  expect((await stranger.read(id.toUpperCase()))?.id).toBe(id);
  for (const mutation of ['updateEvent', 'publishEvent', 'cancelEvent'] as const) {
    expect((await stranger.refused(mutation, { eventId: id })).code).toBe('NOT_ORGANIZER');
  }
});

test('an id that is nobody’s is null', async () => {
  const reader = newOrganizer(events);
  for (const id of [newPerson(), '', 'x', '00000000-0000-0000-0000-000000000000', "' OR 1=1"]) {
    expect(await reader.read(id)).toBeNull();
    expect(await entities(null, [id])).toEqual([null]);
  }
  expect((await organized(null, 'x')).page).toBeUndefined();
  expect(titles(await organized(null, newPerson()))).toEqual([]);
});

test('a page of 20 entities costs one statement, and one more if there are drafts among them; twice the same included', async () => {
  const organizer = newOrganizer(events);
  const { results } = await organizer.import(
    Array.from({ length: 20 }, (_, i) => importRow(`row ${i}`, { title: `${i}` })),
  );
  const draft = await organizer.create({ title: 'Draft' });
  const ids = [...results.map(({ event }) => event!.id).toReversed(), draft.id, newPerson(), results[0]!.event!.id];
  let found: Entity[] = [];
  const statements = await events.statementsOf(async () => {
    found = await entities(newPerson(), ids);
  });
  expect(statements).toHaveLength(2);
  const published = await events.statementsOf(() =>
    entities(
      newPerson(),
      ids.filter((id) => id !== draft.id),
    ),
  );
  expect(published).toHaveLength(1);
  expect(found.map((event) => event?.title ?? null)).toEqual([...results.map((_, i) => `${19 - i}`), null, null, '0']);
});

test('organizedEvents goes newest first through all pages, forward and backward', async () => {
  const organizer = newOrganizer(events);
  const { results } = await organizer.import(Array.from({ length: 5 }, (_, i) => importRow(`old ${i}`)));
  expect(results).toHaveLength(5);
  for (const title of ['new 0', 'new 1', 'new 2']) await organizer.create({ title });
  const all = await organized(organizer.userId, organizer.userId);
  expect(titles(all)).toEqual(['new 2', 'new 1', 'new 0', ...Array(5).fill('Night of maps')]);
  const cursors = all.page!.edges.map(({ cursor }) => cursor);

  for (const [size, from] of [
    ['first', 'after'],
    ['last', 'before'],
  ] as const) {
    const read: string[] = [];
    let page: Page | undefined;
    do {
      const at = size === 'first' ? page?.pageInfo.endCursor : page?.pageInfo.startCursor;
      ({ page } = await organized(organizer.userId, organizer.userId, { [size]: 3, ...(at && { [from]: at }) }));
      const found = page!.edges.map(({ cursor }) => cursor);
      if (size === 'first') read.push(...found);
      else read.unshift(...found);
    } while (size === 'first' ? page!.pageInfo.hasNextPage : page!.pageInfo.hasPreviousPage);
    expect(read).toEqual(cursors);
  }
});

test('organizedEvents can be narrowed by status, ENDED apart from PUBLISHED', async () => {
  const organizer = newOrganizer(events);
  await organizer.import([
    importRow('over', { title: 'over', startsAt: inHours(-3), endsAt: inHours(-2) }),
    importRow('open', { title: 'open' }),
  ]);
  const { results } = await organizer.import([importRow('off', { title: 'off' })]);
  await organizer.cancel(results[0]!.event!.id);
  await organizer.create({ title: 'draft' });

  const narrowed = async (...status: string[]) =>
    titles(await organized(organizer.userId, organizer.userId, { status }));
  expect(await narrowed('ENDED')).toEqual(['over']);
  expect(await narrowed('PUBLISHED')).toEqual(['open']);
  expect(await narrowed('CANCELLED')).toEqual(['off']);
  expect(await narrowed('DRAFT')).toEqual(['draft']);
  expect(await narrowed(...Array(50_000).fill('DRAFT'))).toEqual(['draft']);
  expect((await narrowed('ENDED', 'DRAFT'))?.toSorted()).toEqual(['draft', 'over']);
  expect(titles(await organized(null, organizer.userId))?.toSorted()).toEqual(['off', 'open', 'over']);
});

test.each([
  [{ first: 0 }, 'first'],
  [{ first: 101 }, 'first'],
  [{ last: -1 }, 'last'],
  [{ first: 1, last: 1 }, 'last'],
  [{ after: 'nonsense' }, 'after'],
])('arguments that make no page say so: %o', async (args, name) => {
  const { errors } = await organized(null, newPerson(), args);
  expect(errors).toMatchObject([{ message: expect.stringContaining(name), extensions: { code: 'BAD_USER_INPUT' } }]);
});
