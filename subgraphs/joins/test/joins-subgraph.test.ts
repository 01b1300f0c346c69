import { randomUUIDv7 } from 'node:crypto';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatewaySecret, JOIN, type JoinsUnderTest, LEAVE, ORGANIZER, startJoinsUnderTest } from './joins-under-test.ts';

let system: JoinsUnderTest;
beforeAll(async () => {
  system = await startJoinsUnderTest();
});
afterAll(() => system.stop());

const ask: JoinsUnderTest['ask'] = (...args) => system.ask(...args);
const seatsOf: JoinsUnderTest['seatsOf'] = (...args) => system.seatsOf(...args);
const tell: JoinsUnderTest['tell'] = (...args) => system.tell(...args);
const publishedEvent: JoinsUnderTest['publishedEvent'] = (...args) => system.publishedEvent(...args);

describe('an event that was published', () => {
  test('can be joined until it is full; then there is a line, and who leaves lets the first in', async () => {
    const eventId = await publishedEvent();
    const [first, second] = [randomUUIDv7(), randomUUIDv7()];

    expect((await ask(JOIN, { eventId }, first)).data.joinEvent).toMatchObject({
      join: { status: 'CONFIRMED', waitlistPosition: null },
      event: { viewerJoin: { status: 'CONFIRMED' } },
      userErrors: [],
    });
    expect((await ask(JOIN, { eventId }, second)).data.joinEvent.join).toMatchObject({
      status: 'WAITLISTED',
      waitlistPosition: 1,
    });
    await eventually(async () =>
      expect(await seatsOf(eventId)).toMatchObject({ capacity: 1, seatsTaken: 1, seatsLeft: 0, waitlistLength: 1 }),
    );
    expect((await ask(LEAVE, { eventId }, first)).data.leaveEvent.join.status).toBe('CANCELLED');
    expect((await ask(JOIN, { eventId }, second)).data.joinEvent.join.status).toBe('CONFIRMED');
  });

  test('tells how many seats it opened with', async () => {
    const eventId = await publishedEvent({ openingCapacity: null });
    const facts = await system.database.outboxMessage.findMany({ where: { aggregateId: eventId } });
    expect(facts).toMatchObject([{ routingKey: 'join.capacity-changed.v1', sequence: 1n }]);
    expect(await seatsOf(eventId)).toMatchObject({ capacity: null, seatsTaken: 0, seatsLeft: null, waitlistLength: 0 });
  });

  test('is not moved by an older fact that comes late, nor its capacity by any', async () => {
    const eventId = await publishedEvent();
    await tell('event.cancelled.v1', 3, { eventId, state: 'CANCELLED', openingCapacity: 9 });
    await tell('event.updated.v1', 2, { eventId });
    await eventually(async () =>
      expect(await system.database.inboxMessage.count({ where: { aggregateId: eventId } })).toBe(3),
    );
    expect((await ask(JOIN, { eventId }, randomUUIDv7())).data.joinEvent).toMatchObject({
      join: null,
      event: { id: eventId },
      userErrors: [{ code: 'EVENT_CANCELLED' }],
    });
    expect((await seatsOf(eventId)).capacity).toBe(1);
  });
});

test('only its organizer changes the capacity', async () => {
  const eventId = await publishedEvent();
  const SET = `mutation ($eventId: ID!) { setCapacity(input: { eventId: $eventId, capacity: 7 }) { event { id } userErrors { code } } }`;
  expect((await ask(SET, { eventId }, randomUUIDv7())).data.setCapacity).toEqual({
    event: null,
    userErrors: [{ code: 'NOT_ORGANIZER' }],
  });
  const missing = `mutation ($eventId: ID!) { setCapacity(input: { eventId: $eventId }) { event { id } userErrors { code field } } }`;
  expect((await ask(missing, { eventId }, ORGANIZER)).data.setCapacity).toEqual({
    event: null,
    userErrors: [{ code: 'INVALID_CAPACITY', field: ['input', 'capacity'] }],
  });
  expect((await ask(SET, { eventId }, ORGANIZER)).data.setCapacity.userErrors).toEqual([]);
  await eventually(async () => expect((await seatsOf(eventId)).capacity).toBe(7));
});

describe('a limited waitlist', () => {
  const SET = `mutation ($eventId: ID!, $limit: Int) { setWaitlistLimit(input: { eventId: $eventId, limit: $limit }) {
    event { waitlistLimit } userErrors { code field }
  } }`;
  test('comes with the event, and refuses those who find it full', async () => {
    const eventId = await publishedEvent({ openingWaitlistLimit: 1 });
    expect((await seatsOf(eventId)).waitlistLimit).toBe(1);
    for (const status of ['CONFIRMED', 'WAITLISTED']) {
      expect((await ask(JOIN, { eventId }, randomUUIDv7())).data.joinEvent.join.status).toBe(status);
    }
    expect((await ask(JOIN, { eventId }, randomUUIDv7())).data.joinEvent).toMatchObject({
      join: null,
      event: { id: eventId },
      userErrors: [{ code: 'WAITLIST_FULL' }],
    });
  });

  test('is changed by its organizer, who must say to what', async () => {
    const eventId = await publishedEvent();
    const set = async (variables: object, userId: string) =>
      (await ask(SET, { eventId, ...variables }, userId)).data.setWaitlistLimit;
    expect((await set({ limit: 0 }, randomUUIDv7())).userErrors).toEqual([{ code: 'NOT_ORGANIZER', field: null }]);
    expect((await set({ limit: -1 }, ORGANIZER)).userErrors).toEqual([
      { code: 'INVALID_LIMIT', field: ['input', 'limit'] },
    ]);
    expect((await set({}, ORGANIZER)).userErrors).toEqual([{ code: 'INVALID_LIMIT', field: ['input', 'limit'] }]);
    expect((await set({ limit: 0 }, ORGANIZER)).userErrors).toEqual([]);
    await eventually(async () => expect((await seatsOf(eventId)).waitlistLimit).toBe(0));
  });
});

test('who is removed by the organizer loses the seat to the first in line, and may ask again', async () => {
  const eventId = await publishedEvent();
  const [first, second] = [randomUUIDv7(), randomUUIDv7()];
  for (const userId of [first, second]) await ask(JOIN, { eventId }, userId);
  const REMOVE = `mutation ($eventId: ID!, $userId: ID!) { removeAttendee(input: { eventId: $eventId, userId: $userId }) {
    join { status user { id } } event { id } userErrors { code field }
  } }`;
  const remove = async (userId: string, viewer: string) =>
    (await ask(REMOVE, { eventId, userId }, viewer)).data.removeAttendee;

  expect((await remove(first, second)).userErrors).toEqual([{ code: 'NOT_ORGANIZER', field: null }]);
  for (const nobody of [randomUUIDv7(), 'nobody']) {
    expect((await remove(nobody, ORGANIZER)).userErrors).toEqual([{ code: 'NOT_JOINED', field: ['input', 'userId'] }]);
  }
  expect(await remove(first.toUpperCase(), ORGANIZER)).toEqual({
    join: { status: 'CANCELLED', user: { id: first } },
    event: { id: eventId },
    userErrors: [],
  });
  expect((await ask(JOIN, { eventId }, second)).data.joinEvent.join.status).toBe('CONFIRMED');
  expect((await ask(JOIN, { eventId }, first)).data.joinEvent.join).toMatchObject({
    status: 'WAITLISTED',
    waitlistPosition: 1,
  });
});

test('who joins before the news of the publishing has come waits for it a moment', async () => {
  const eventId = randomUUIDv7();
  const joining = ask(JOIN, { eventId }, randomUUIDv7());
  await tell('event.published.v1', 1, { eventId });
  expect((await joining).data.joinEvent.join.status).toBe('CONFIRMED');
});

test('an id means the same in upper case', async () => {
  const eventId = await publishedEvent();
  expect((await ask(JOIN, { eventId: eventId.toUpperCase() }, randomUUIDv7())).data.joinEvent).toMatchObject({
    join: { status: 'CONFIRMED' },
    event: { id: eventId, viewerJoin: { status: 'CONFIRMED' } },
  });
});

test.each(['not-an-id', randomUUIDv7()])('joining the unknown event %s is refused by name', async (eventId) => {
  expect((await ask(JOIN, { eventId }, randomUUIDv7())).data.joinEvent).toEqual({
    join: null,
    event: null,
    userErrors: [{ code: 'EVENT_NOT_FOUND', field: ['input', 'eventId'] }],
  });
});

test('joining takes a signed-in person', async () => {
  expect((await ask(JOIN, { eventId: randomUUIDv7() })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('one’s joins are a list nobody else sees', async () => {
  const userId = randomUUIDv7();
  const events = [await publishedEvent(), await publishedEvent(), await publishedEvent()];
  for (const eventId of events) await ask(JOIN, { eventId }, userId);
  const query = `query ($representations: [_Any!]!, $after: String) { _entities(representations: $representations) {
    ... on User { joins(first: 2, after: $after) { edges { node { event { id } } } pageInfo { hasNextPage endCursor } } }
  } }`;
  const representations = [{ __typename: 'User', id: userId }];

  const first = (await ask(query, { representations }, userId)).data._entities[0].joins;
  const second = (await ask(query, { representations, after: first.pageInfo.endCursor }, userId)).data._entities[0]
    .joins;
  const ids = [...first.edges, ...second.edges].map((edge: { node: { event: { id: string } } }) => edge.node.event.id);
  expect(ids).toEqual(events.toReversed());
  expect(second.pageInfo.hasNextPage).toBe(false);

  const filtered = `query ($representations: [_Any!]!, $status: [JoinStatus!]) { _entities(representations: $representations) {
    ... on User { joins(status: $status) { edges { node { status } } } }
  } }`;
  const manyTimes = { representations, status: Array.from({ length: 50_000 }, () => 'CONFIRMED') };
  expect((await ask(filtered, manyTimes, userId)).data._entities[0].joins.edges).toHaveLength(3);
  expect((await ask(query, { representations }, randomUUIDv7())).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('requests that don’t come through the gateway are refused', async () => {
  const response = await fetch(`${system.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gateway-secret': `${gatewaySecret.slice(1)}x` },
    body: '{"query":"{ __typename }"}',
  });
  expect(response.status).toBe(403);
});

test('without Redis seats are read from the database, and joining goes on', async () => {
  const eventId = await publishedEvent();
  const lonely = await system.startAnother('redis://127.0.0.1:1');
  try {
    expect((await ask(JOIN, { eventId }, randomUUIDv7(), lonely.url)).data.joinEvent.join.status).toBe('CONFIRMED');
    expect(await seatsOf(eventId, lonely.url)).toMatchObject({ seatsTaken: 1, seatsLeft: 0 });
    expect((await fetch(`${lonely.url}/readyz`)).status).toBe(200);
  } finally {
    await lonely.stop();
  }
});
