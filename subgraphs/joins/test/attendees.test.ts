import { randomUUIDv7 } from 'node:crypto';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JOIN, type JoinsUnderTest, LEAVE, ORGANIZER, startJoinsUnderTest } from './joins-under-test.ts';

let system: JoinsUnderTest;
beforeAll(async () => {
  system = await startJoinsUnderTest();
});
afterAll(() => system.stop());

const CHECK_IN = `mutation ($eventId: ID!, $userId: ID!) {
  checkIn(input: { eventId: $eventId, userId: $userId }) { userErrors { code } } }`;
const LIST = `query ($id: ID!, $status: [JoinStatus!], $search: String, $first: Int, $after: String, $last: Int, $before: String) {
  _entities(representations: [{ __typename: "Event", id: $id }]) { ... on Event {
    attendees(status: $status, search: $search, first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { id status waitlistPosition joinedAt checkedInAt user { id } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
    }
    attendeeCounts { confirmed waitlisted checkedIn cancelled }
  } } }`;

type Node = {
  id: string;
  status: string;
  waitlistPosition: number | null;
  joinedAt: string | null;
  checkedInAt: string | null;
  user: { id: string };
};

// biome-ignore lint/suspicious/noExplicitAny: what is in the lists is asserted where it matters.
type Listed = { nodes: Node[]; userIds: string[]; attendees: any; attendeeCounts: any; errors: any };

async function list(eventId: string, args: object = {}, viewerId: string | null = ORGANIZER): Promise<Listed> {
  const { data, errors } = await system.ask(LIST, { id: eventId, ...args }, viewerId ?? undefined);
  const event = data?._entities?.[0];
  const nodes: Node[] = event?.attendees?.edges.map(({ node }: { node: Node }) => node) ?? [];
  return { ...event, nodes, userIds: nodes.map(({ user }) => user.id), errors };
}

let sequence = 0;

/** Somebody whose name is told, as auth does. */
async function person(displayName: string, userId: string = randomUUIDv7()): Promise<string> {
  sequence += 1;
  await system.publish({
    type: 'person.updated.v1',
    owner: 'auth',
    aggregateId: userId,
    sequence,
    data: { userId, email: `${userId}@example.test`, displayName, interests: [], homeCity: null },
  });
  return userId;
}

const untilFound = (eventId: string, search: string, userIds: string[]) =>
  eventually(async () => expect((await list(eventId, { search })).userIds).toEqual(userIds));

/** Three seats: Ada came, Bob left, Cid and Dan have seats, Eve and Fay wait. */
async function fullHouse() {
  const door = randomUUIDv7();
  const eventId = await system.publishedEvent({ openingCapacity: 3, staff: [{ userId: door, role: 'DOOR' }] });
  const names = ['Ada Lovelace', 'Bob', 'Cid', 'Dan', 'Eve', 'Fay'];
  const people = await Promise.all(names.map((name) => person(name)));
  const [ada, bob, cid, dan, eve, fay] = people as [string, string, string, string, string, string];
  for (const userId of people) await system.ask(JOIN, { eventId }, userId);
  await system.ask(LEAVE, { eventId }, bob);
  await system.ask(CHECK_IN, { eventId, userId: ada }, door);
  return { eventId, door, ada, bob, cid, dan, eve, fay };
}

describe('the list of attendees', () => {
  test('has everybody in the order of their joining, with how they stand and how many there are', async () => {
    const { eventId, ada, bob, cid, dan, eve, fay } = await fullHouse();
    const { nodes, userIds, attendees, attendeeCounts } = await list(eventId);
    expect(userIds).toEqual([ada, bob, cid, dan, eve, fay]);
    expect(nodes.map(({ status, waitlistPosition }) => [status, waitlistPosition])).toEqual([
      ['CHECKED_IN', null],
      ['CANCELLED', null],
      ['CONFIRMED', null],
      ['CONFIRMED', null],
      ['WAITLISTED', 1],
      ['WAITLISTED', 2],
    ]);
    expect(nodes[0]).toMatchObject({ joinedAt: expect.any(String), checkedInAt: expect.any(String) });
    expect(attendees.totalCount).toBe(6);
    expect(attendeeCounts).toEqual({ confirmed: 2, waitlisted: 2, checkedIn: 1, cancelled: 1 });
  });

  test('has those who stand so, and counts them', async () => {
    const { eventId, ada, eve, fay } = await fullHouse();
    const some = await list(eventId, { status: ['WAITLISTED', 'CHECKED_IN', 'WAITLISTED'] });
    expect([some.userIds, some.attendees.totalCount]).toEqual([[ada, eve, fay], 3]);
    const none = await list(eventId, { status: [] });
    expect([none.userIds, none.attendees.totalCount]).toEqual([[], 0]);
  });

  test('is read page by page, forwards and backwards, while people move on', async () => {
    const { eventId, door, ada, bob, cid, dan, eve, fay } = await fullHouse();
    const first = await list(eventId, { first: 3 });
    expect([first.userIds, first.attendees.pageInfo.hasNextPage]).toEqual([[ada, bob, cid], true]);
    await system.ask(LEAVE, { eventId }, cid);
    await system.ask(CHECK_IN, { eventId, userId: dan }, door);
    const second = await list(eventId, { first: 3, after: first.attendees.pageInfo.endCursor });
    expect([second.userIds, second.attendees.pageInfo.hasNextPage]).toEqual([[dan, eve, fay], false]);
    const back = await list(eventId, { last: 2, before: second.attendees.pageInfo.startCursor });
    expect([back.userIds, back.attendees.pageInfo.hasPreviousPage]).toEqual([[bob, cid], true]);
  });

  test('shows who is at the door what checking in takes, and no more', async () => {
    const { eventId, door } = await fullHouse();
    const { nodes, attendeeCounts } = await list(eventId, {}, door);
    expect(nodes).toHaveLength(6);
    for (const node of nodes) expect(node).toMatchObject({ joinedAt: null, waitlistPosition: null });
    expect(attendeeCounts.checkedIn).toBe(1);
  });

  test('is refused to strangers and to those on it, and is nothing where nothing was published', async () => {
    const { eventId, ada } = await fullHouse();
    for (const viewer of [ada, randomUUIDv7()]) {
      const { errors, attendees } = await list(eventId, {}, viewer);
      expect(errors?.map(({ extensions }: { extensions: { code: string } }) => extensions.code)).toEqual([
        'FORBIDDEN',
        'FORBIDDEN',
      ]);
      expect(attendees ?? null).toBeNull();
    }
    expect((await list(eventId, {}, null)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(await list(randomUUIDv7())).toMatchObject({ attendees: null, attendeeCounts: null, errors: undefined });
  });

  test.each([
    [{ search: 'x'.repeat(101) }, 'search: may be at most 100 characters'],
    [{ first: 101 }, 'first: must be between 1 and 100'],
    [{ after: 'nonsense' }, 'after: this is not a cursor'],
    [{ after: Buffer.from('attendees:1e9').toString('base64') }, 'after: this is not a cursor'],
  ])('%j is refused, and the argument named', async (args, message) => {
    const { errors } = await list(await system.publishedEvent(), args);
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining(message) });
    expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a search by name', () => {
  test('finds words by how they begin, without case and accents, and only at this event', async () => {
    const { eventId, ada, cid, eve } = await fullHouse();
    const elsewhere = await system.publishedEvent();
    const zoe = await person('Zoë Åberg-Çelik');
    await system.ask(JOIN, { eventId: elsewhere }, zoe);
    await system.ask(JOIN, { eventId }, zoe);
    for (const search of ['zoe', 'ÅBERG', 'cel zo', 'z']) await untilFound(eventId, search, [zoe]);
    await untilFound(eventId, 'ada', [ada]);
    await untilFound(eventId, 'lo a', [ada]);
    await untilFound(eventId, 'c', [cid, zoe]);
    expect((await list(eventId, { search: 'velace' })).userIds).toEqual([]);
    expect((await list(elsewhere, { search: 'ada' })).userIds).toEqual([]);
    for (const search of ['%', '_', "'; DROP", '…']) {
      expect((await list(eventId, { search })).userIds, search).toEqual([]);
    }
    const { userIds, attendees } = await list(eventId, { search: 'eve', status: ['WAITLISTED'] });
    expect([userIds, attendees.totalCount]).toEqual([[eve], null]);
    expect((await list(eventId, { search: 'eve', status: ['CONFIRMED'] })).userIds).toEqual([]);
    expect((await list(eventId, { search: '  ' })).userIds).toHaveLength(7);
  });

  test('goes by the newest name, and by none of who has deleted their account', async () => {
    const { eventId, dan } = await fullHouse();
    await untilFound(eventId, 'dan', [dan]);
    await person('Danielle', dan);
    await untilFound(eventId, 'danielle', [dan]);
    const tellGone = (type: string, at: number) =>
      system.publish({
        type,
        owner: 'auth',
        aggregateId: dan,
        sequence: at,
        data: { userId: dan, email: '', displayName: 'Danielle', interests: [], homeCity: null },
      });
    await tellGone('person.deleted.v1', 10_000);
    await untilFound(eventId, 'danielle', []);
    // What comes late or again brings no name back.
    await tellGone('person.updated.v1', 9_999);
    const fred = await person('Fred');
    await eventually(async () => expect(await system.database.person.count({ where: { userId: fred } })).toBe(1));
    expect(await system.database.person.findUnique({ where: { userId: dan } })).toMatchObject({
      displayName: '',
      nameKey: ' ',
      sequence: 10_000n,
    });
  });
});
