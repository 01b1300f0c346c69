import { randomUUIDv7 } from 'node:crypto';
import { createAuthDatabase } from '@cityevents/prisma/auth';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayUnderTest, gatewaySecret, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

let system: GatewayUnderTest;
beforeAll(async () => {
  system = await startGatewayUnderTest();
});
afterAll(() => system.stop());

const SIGN_OUT = 'mutation { signOut { endedSessions } }';
/** Asks nothing of anybody behind the gateway. */
const ANYTHING = '{ __typename }';
/** Needs somebody signed in, and nothing of auth. */
const LEAVE = `mutation { leaveEvent(input: { eventId: "${randomUUIDv7()}" }) { userErrors { code } } }`;

const as = (token: string, query: string) => system.ask(query, {}, { authorization: `Bearer ${token}` });
const expectAccepted = async (token: string, query = ANYTHING) => {
  const { status, body } = await as(token, query);
  expect([status, body.errors]).toEqual([200, undefined]);
};
const expectRefused = async (token: string) => {
  const { status, body } = await as(token, ANYTHING);
  expect(status).toBe(401);
  expect(body).toMatchObject({
    errors: [{ message: 'The session of this access token has ended.', extensions: { code: 'UNAUTHENTICATED' } }],
  });
};
const soon = { timeoutMs: 3_000, everyMs: 50 };

test('a signed-out person’s access token is refused within 3 s, and nobody else’s', async () => {
  const [leaving, staying] = [await signUpAt(system), await signUpAt(system)];
  await expectAccepted(leaving.token);
  await as(leaving.token, SIGN_OUT);
  await eventually(() => expectRefused(leaving.token), soon);
  await expectAccepted(staying.token);
});

test('while auth is away others go on, who was signed out stays so, and what ended meanwhile is caught up with', async () => {
  const [before, meanwhile, staying] = [await signUpAt(system), await signUpAt(system), await signUpAt(system)];
  await as(before.token, SIGN_OUT);
  await eventually(() => expectRefused(before.token), soon);
  for (const { token } of [meanwhile, staying]) await expectAccepted(token);

  await system.wayToAuth.goDown();
  const answer = await fetch(`${system.auth.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-gateway-secret': gatewaySecret,
      authorization: `Bearer ${meanwhile.token}`,
    },
    body: JSON.stringify({ query: SIGN_OUT }),
  });
  expect(await answer.json()).toEqual({ data: { signOut: { endedSessions: 1 } } });
  await expectRefused(before.token);
  for (const { token } of [meanwhile, staying]) await expectAccepted(token, LEAVE);

  await system.wayToAuth.comeBack();
  await eventually(() => expectRefused(meanwhile.token), soon);
  await expectRefused(before.token);
  await expectAccepted(staying.token);
});

test('a session whose end is committed after the question that should have found it is found by the next', async () => {
  const [late, prompt] = [await signUpAt(system), await signUpAt(system)];
  const database = createAuthDatabase(system.authDatabaseUrl, { applicationName: 'test', maxConnections: 1 });
  await database.$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE sessions SET ended_at = clock_timestamp() WHERE person_id = ${late.userId}::uuid`;
    await as(prompt.token, SIGN_OUT);
    // Refused: so a question was answered after that, and without ours.
    await eventually(() => expectRefused(prompt.token), soon);
    await expectAccepted(late.token);
  });
  await eventually(() => expectRefused(late.token), soon);
  await database.$disconnect();
});
