import { randomUUIDv7 } from 'node:crypto';
import type { SecurityEventKind } from '@cityevents/prisma/auth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepSecurityEvents } from '../src/security-log/sweep-security-events.ts';
import { type AuthUnderTest, newPerson, startAuthUnderTest } from './auth-under-test.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const EVENTS = `query ($representations: [_Any!]!, $first: Int, $after: String, $last: Int, $before: String) {
  _entities(representations: $representations) { ... on User {
    securityEvents(first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { id kind occurredAt device country network subject } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }`;

const eventsOf = async (userId: string, accessToken: string, page: object = {}) => {
  const variables = { representations: [{ __typename: 'User', id: userId }], ...page };
  const { data, errors } = await auth.ask(EVENTS, { accessToken, variables });
  expect(errors).toBeUndefined();
  return data._entities[0].securityEvents;
};

/** What happened to somebody's account, so many hours ago each, instead of what did. */
async function happened(personId: string, hoursAgo: number[], kind: SecurityEventKind = 'SIGNED_IN') {
  await auth.database.securityEvent.deleteMany({ where: { personId } });
  const data = hoursAgo.map((hours) => ({
    id: randomUUIDv7(),
    personId,
    kind,
    occurredAt: new Date(Date.now() - hours * 3_600_000),
    device: 'Firefox on Linux',
    network: '129.132.19.0/24',
    subject: `${hours}`,
  }));
  await auth.database.securityEvent.createMany({ data });
}

test('what happened to one’s account is read page by page, the latest first, each with its place', async () => {
  const { userId, accessToken } = await newPerson(auth);
  await happened(userId, [3, 1, 5, 2, 4]);
  const seen: string[] = [];
  let after: string | null = null;
  for (let page = 1; page <= 3; page += 1) {
    const { edges, pageInfo } = await eventsOf(userId, accessToken, { first: 2, after });
    seen.push(...edges.map((edge: { node: { subject: string } }) => edge.node.subject));
    expect(pageInfo).toMatchObject({ hasNextPage: page < 3, hasPreviousPage: page > 1 });
    after = pageInfo.endCursor;
  }
  expect(seen).toEqual(['1', '2', '3', '4', '5']);
  const { edges } = await eventsOf(userId, accessToken, { last: 1 });
  expect(edges).toMatchObject([
    {
      node: {
        kind: 'SIGNED_IN',
        device: 'Firefox on Linux',
        network: '129.132.19.0/24',
        country: 'Switzerland',
        subject: '5',
      },
    },
  ]);
});

test('nobody sees what happened to somebody else’s', async () => {
  const [ada, bob] = [await newPerson(auth), await newPerson(auth)];
  await happened(ada.userId, [1]);
  expect(await eventsOf(ada.userId, bob.accessToken)).toBeNull();
  expect((await eventsOf(ada.userId, ada.accessToken)).edges).toHaveLength(1);
});

test('what happened more than a year ago is forgotten', async () => {
  const { userId, accessToken } = await newPerson(auth);
  await happened(userId, [365 * 24 + 1, 365 * 24 - 1]);
  await sweepSecurityEvents(auth.database);
  const { edges } = await eventsOf(userId, accessToken);
  expect(edges.map((edge: { node: { subject: string } }) => edge.node.subject)).toEqual([`${365 * 24 - 1}`]);
});
