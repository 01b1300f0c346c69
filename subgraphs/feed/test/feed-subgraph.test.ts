import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Message } from '@cityevents/messages/message';
import { connectBroker } from '@cityevents/messaging/broker-connection';
import { declareTopology, EXCHANGE } from '@cityevents/messaging/topology';
import { createLogger } from '@cityevents/service/logger';
import { createTestVhost } from '@cityevents/testing/rabbitmq';
import { createTestRedis } from '@cityevents/testing/redis';
import { createTestIdentity } from '@cityevents/testing/tokens';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { event, eventFact, fromNow, HOUR, joinFact, newId, personFact } from './facts.ts';
import { openFeedDatabase } from './feed-database.ts';

const GATEWAY_SECRET = 'a-secret-of-the-tests-that-is-long-enough';
const { url: databaseUrl, close: closeDatabase } = await openFeedDatabase();
const vhost = await createTestVhost();
const redis = await createTestRedis();
const identity = await createTestIdentity();
const broker = await connectBroker({ url: vhost.url, name: 'feed-test', logger: createLogger('feed-test', 'silent') });
let feed: { process: ChildProcess; url: string };

beforeAll(async () => {
  feed = await startProcess();
});
afterAll(async () => {
  if (feed.process.exitCode === null) feed.process.kill('SIGKILL');
  await broker.close();
  await vhost.delete();
  await identity.close();
  await closeDatabase();
});

/** The subgraph as it runs for real: src/main.ts in a process of its own, on a free port. */
async function startProcess() {
  const child = spawn(process.execPath, [new URL('../src/main.ts', import.meta.url).pathname], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      FEED_PORT: '0',
      GATEWAY_SECRET,
      FEED_DATABASE_URL: databaseUrl,
      RABBITMQ_URL: vhost.url,
      REDIS_URL: redis.url,
      AUTH_URL: new URL(identity.jwksUrl).origin,
    },
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url } = JSON.parse(line);
    if (msg === 'listening') return { process: child, url: url as string };
  }
  throw new Error('the feed subgraph ended before it listened');
}

type Page = {
  edges: { cursor: string; score: number | null; reason: object | null; node: { id: string } }[];
  totalCount: number | null;
  facets: object | null;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
};
type Answer = { data: { feed: Page; searchEvents: object; recordView: object }; errors?: object[] };

async function ask(query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const response = await fetch(`${feed.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gateway-secret': GATEWAY_SECRET, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as Answer) };
}

async function publish(...messages: Message[]) {
  const channel = await broker.createConfirmChannel();
  await declareTopology(channel);
  for (const message of messages) channel.publish(EXCHANGE, message.type, Buffer.from(JSON.stringify(message)));
  await channel.waitForConfirms();
  await channel.close();
}

const FEED = `query ($kind: FeedKind, $first: Int, $after: String) {
  feed(kind: $kind, first: $first, after: $after) {
    edges { cursor score reason { code tag } node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
    facets { tags { value count } }
  }
}`;
const SEARCH = `query ($query: String!) {
  searchEvents(query: $query, filter: { city: "vienna" }) {
    edges { cursor score reason { code } node { id } }
    totalCount
    facets { tags { value count } cities { value count } }
  }
}`;
const RECORD_VIEW = `mutation ($eventId: ID!) {
  recordView(input: { eventId: $eventId }) { counted userErrors { code message field } }
}`;

test('facts of events and joins come in by the broker, views by recordView, and the feed follows', async () => {
  const quiet = event({ startsAt: fromNow(-HOUR).toISOString() });
  const popular = event({ startsAt: fromNow(-HOUR).toISOString() });
  await publish(
    joinFact('confirmed', { eventId: popular.eventId, userId: newId(), joinedAt: fromNow(-HOUR) }, 1),
    eventFact(quiet),
    eventFact(popular),
  );
  const scores = async () => {
    const { data } = await ask(FEED);
    return data.feed.edges.map((edge) => [edge.node.id, edge.score]);
  };
  await eventually(async () =>
    expect(await scores()).toEqual([
      [popular.eventId, 9],
      [quiet.eventId, 3],
    ]),
  );

  const view = (headers: Record<string, string>) => ask(RECORD_VIEW, { eventId: quiet.eventId }, headers);
  const counted = { recordView: { counted: true, userErrors: [] } };
  const repeated = { recordView: { counted: false, userErrors: [] } };
  const signedIn = { authorization: `Bearer ${await identity.tokenFor(newId())}`, 'x-forwarded-for': '192.0.2.1' };
  expect((await view(signedIn)).data).toEqual(counted);
  expect((await view({ ...signedIn, 'x-forwarded-for': '192.0.2.7' })).data).toEqual(repeated);
  expect((await view({ 'x-forwarded-for': '192.0.2.1' })).data).toEqual(counted);
  expect((await view({ 'x-forwarded-for': '203.0.113.9, 192.0.2.1' })).data).toEqual(repeated);
  expect((await view({ 'x-forwarded-for': '192.0.2.2' })).data).toEqual(counted);
  await eventually(async () => expect((await scores())[1]).toEqual([quiet.eventId, 4.5]));

  const { data: first } = await ask(FEED, { kind: 'UPCOMING', first: 1 });
  const { data: second } = await ask(FEED, { kind: 'UPCOMING', first: 1, after: first.feed.pageInfo.endCursor });
  expect(first.feed.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  expect(second.feed.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  expect([first, second].map(({ feed }) => feed.edges[0]?.score)).toEqual([null, null]);

  await publish(eventFact({ ...popular, state: 'CANCELLED' }, 2));
  await eventually(async () => expect(await scores()).toEqual([[quiet.eventId, 4.5]]));
});

test('FOR_YOU is the viewer’s own, and says why', async () => {
  const reader = newId();
  const [jazz, rock] = [event({ tags: ['jazz'], title: 'A jazz evening' }), event({ tags: ['rock'] })];
  await publish(personFact(reader, { interests: ['jazz'] }), eventFact(jazz), eventFact(rock));
  const signedIn = { authorization: `Bearer ${await identity.tokenFor(reader)}` };
  await eventually(async () => {
    const { data } = await ask(FEED, { kind: 'FOR_YOU' }, signedIn);
    expect(data.feed.edges[0]).toMatchObject({
      node: { id: jazz.eventId },
      score: expect.any(Number),
      reason: { code: 'MATCHES_INTEREST', tag: 'jazz' },
    });
  });
  const { data } = await ask(FEED, { kind: 'FOR_YOU' });
  expect(data.feed.edges.map(({ reason }) => reason)).toContainEqual({ code: 'TRENDING', tag: null });
  expect(data.feed).toMatchObject({ totalCount: null, facets: null });

  expect((await ask(SEARCH, { query: 'jaz evenimg' })).data.searchEvents).toEqual({
    edges: [{ cursor: expect.any(String), score: expect.any(Number), reason: null, node: { id: jazz.eventId } }],
    totalCount: 1,
    facets: { tags: [{ value: 'jazz', count: 1 }], cities: [{ value: 'Vienna', count: 1 }] },
  });
});

test('a query without anything to look for is BAD_USER_INPUT', async () => {
  const { errors } = await ask(SEARCH, { query: ' ?! ' });
  expect(errors).toMatchObject([
    { message: 'query: must have a letter or a digit in it.', extensions: { code: 'BAD_USER_INPUT' } },
  ]);
});

test('a view of an unknown event is refused in the payload', async () => {
  const { data } = await ask(RECORD_VIEW, { eventId: newId() });
  expect(data.recordView).toEqual({
    counted: false,
    userErrors: [{ code: 'EVENT_NOT_FOUND', message: expect.any(String), field: ['input', 'eventId'] }],
  });
});

test('a cursor that is none is BAD_USER_INPUT', async () => {
  const { errors } = await ask(FEED, { after: 'page two' });
  expect(errors).toMatchObject([
    { message: expect.stringMatching(/^after: /), extensions: { code: 'BAD_USER_INPUT' } },
  ]);
});

test('nobody but the gateway is answered', async () => {
  expect((await ask(FEED, {}, { 'x-gateway-secret': 'guess' })).status).toBe(403);
});

test('one’s data export has what one looked at, and nobody else’s has', async () => {
  const told = event();
  await publish(eventFact(told));
  const [ada, bob] = [newId(), newId()];
  const as = async (userId: string) => ({ authorization: `Bearer ${await identity.tokenFor(userId)}` });
  const view = 'mutation ($id: ID!) { recordView(input: { eventId: $id }) { counted } }';
  await eventually(async () => {
    const { data } = await ask(view, { id: told.eventId }, await as(ada));
    expect(data.recordView).toEqual({ counted: true });
  });
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on DataExport { activity } } }`;
  const variables = { representations: [{ __typename: 'DataExport', id: ada }] };
  const { data } = await ask(query, variables, await as(ada));
  expect(data).toMatchObject({
    _entities: [{ activity: { views: { rows: [{ eventId: told.eventId }] }, joins: { rows: [] } } }],
  });
  expect((await ask(query, variables, await as(bob))).data).toEqual({ _entities: [null] });
});

test('it is ready when its database and broker answer, and stops when told to', async () => {
  await eventually(async () => {
    const response = await fetch(`${feed.url}/readyz`);
    expect(await response.json()).toEqual({ status: 'ok', checks: { database: 'ok', broker: 'ok' } });
  });
  const exited = once(feed.process, 'exit');
  feed.process.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});
