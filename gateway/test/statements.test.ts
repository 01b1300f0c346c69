import { randomUUIDv7 } from 'node:crypto';
import { createAuthDatabase } from '@cityevents/prisma/auth';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayUnderTest, gatewaySecret, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

const ENTITIES = 100;
const HOUR_MS = 3_600_000;

let system: GatewayUnderTest;
let authorization: string;

beforeAll(async () => {
  system = await startGatewayUnderTest();
  authorization = `Bearer ${(await signUpAt(system)).token}`;
});
afterAll(() => system.stop());

/** What the gateway asks a subgraph for when it needs its part of many entities. */
async function entities(url: string, type: string, ids: string[], fields: string): Promise<unknown[]> {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${fields} } } }`;
  const representations = ids.map((id) => ({ __typename: type, id }));
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gateway-secret': gatewaySecret, authorization },
    body: JSON.stringify({ query, variables: { representations } }),
  });
  const { data } = (await response.json()) as { data: { _entities: unknown[] } };
  return data._entities;
}

test('a hundred people are read with one statement', async () => {
  const database = createAuthDatabase(system.authDatabaseUrl);
  const ids = Array.from({ length: ENTITIES }, () => randomUUIDv7());
  await database.person.createMany({
    data: ids.map((id) => ({ id, email: `${id}@people.test`, displayName: id, passwordHash: 'none' })),
  });
  await database.$disconnect();
  let found: unknown[] = [];
  const statements = await system.statements.auth.during(async () => {
    found = await entities(system.auth.url, 'User', ids, 'displayName');
  });
  expect(found).toEqual(ids.map((displayName) => ({ displayName })));
  expect(statements).toBe(1);
});

test('the seats of a hundred events are read with one statement, and the viewer’s joins there with another', async () => {
  const database = createJoinsDatabase(system.joinsDatabaseUrl);
  const [startsAt, endsAt] = [new Date(Date.now() + HOUR_MS), new Date(Date.now() + 2 * HOUR_MS)];
  const ids = Array.from({ length: ENTITIES }, () => randomUUIDv7());
  await database.eventCapacity.createMany({
    data: ids.map((eventId) => ({
      eventId,
      organizerId: randomUUIDv7(),
      capacity: 7,
      startsAt,
      endsAt,
      eventSequence: 1n,
    })),
  });
  await database.$disconnect();
  let found: unknown[] = [];
  const statements = await system.statements.joins.during(async () => {
    found = await entities(system.joins.url, 'Event', ids, 'capacity seatsTaken seatsLeft viewerJoin { status }');
  });
  expect(found).toEqual(ids.map(() => ({ capacity: 7, seatsTaken: 0, seatsLeft: 7, viewerJoin: null })));
  expect(statements).toBe(2);
});
