import { randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { startTcpProxy, type TcpProxy } from '@cityevents/testing/tcp-proxy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GatewayUnderTest, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

const SIGN_IN_LIMIT = 5;
const HOUR_MS = 3_600_000;
const eventId = randomUUIDv7();

let system: GatewayUnderTest;
let redis: TcpProxy;

beforeAll(async () => {
  system = await startGatewayUnderTest({}, async (url) => {
    redis = await startTcpProxy(url);
    return redis.url;
  });
  const [startsAt, endsAt] = [new Date(Date.now() + HOUR_MS), new Date(Date.now() + 2 * HOUR_MS)];
  const event = { eventId, organizerId: randomUUIDv7(), capacity: 1_000, startsAt, endsAt, eventSequence: 1n };
  const database = createJoinsDatabase(system.joinsDatabaseUrl);
  await database.eventCapacity.create({ data: event });
  await database.$disconnect();
});
afterAll(() => system.stop());

const JOIN = `mutation { joinEvent(input: { eventId: "${eventId}" }) { join { status } event { seatsTaken } userErrors { code } } }`;
const READ = '{ viewer { displayName joins { edges { node { status } } } } }';
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }`;

/** Whatever Redis does: people sign up and in, join and read, and guessing is stopped. */
function goesOn() {
  test('people sign up, join, and read', async () => {
    for (let person = 0; person < 5; person += 1) {
      const { token } = await signUpAt(system);
      const as = { authorization: `Bearer ${token}` };
      const joined = await system.ask(JOIN, {}, as);
      expect(joined).toMatchObject({ status: 200, body: { data: { joinEvent: { join: { status: 'CONFIRMED' } } } } });
      const read = await system.ask(READ, {}, as);
      expect(read.status).toBe(200);
      expect(read.body.data.viewer).toEqual({
        displayName: 'Ada',
        joins: { edges: [{ node: { status: 'CONFIRMED' } }] },
      });
      expect(read.headers.get('ratelimit')).toContain('"person"');
    }
  });

  test('guessing at a password is stopped', async () => {
    const input = { email: `${randomUUIDv7()}@people.test`, password: 'a wrong guess' };
    const guess = async () => {
      const { status, body } = await system.ask(SIGN_IN, { input });
      expect(status).toBe(200);
      return body.data.signIn.userErrors[0].code as string;
    };
    const codes: string[] = [];
    // What one side counted while the other was gone is not known to the other: at worst, twice the limit passes.
    while (codes.at(-1) !== 'THROTTLED') {
      codes.push(await guess());
      expect(codes.length).toBeLessThanOrEqual(2 * SIGN_IN_LIMIT + 1);
    }
    expect(codes.length).toBeGreaterThan(SIGN_IN_LIMIT);
  });

  test('guesses as aliases of one request are counted each', async () => {
    const input = `{ email: "${randomUUIDv7()}@people.test", password: "a wrong guess" }`;
    const aliases = Array.from({ length: 18 }, (_, i) => `g${i}: signIn(input: ${input}) { userErrors { code } }`);
    const { status, body } = await system.ask(`mutation { ${aliases.join(' ')} }`);
    expect(status).toBe(200);
    const codes = Object.values<{ userErrors: { code: string }[] }>(body.data).map(
      ({ userErrors }) => userErrors[0]?.code,
    );
    expect(codes.filter((code) => code === 'INVALID_CREDENTIALS').length).toBeLessThanOrEqual(2 * SIGN_IN_LIMIT);
    expect(codes.at(-1)).toBe('THROTTLED');
  });
}

// One after the other, each from where the last one left it.
describe('with Redis', goesOn);

describe('with Redis frozen', () => {
  beforeAll(() => redis.freeze());
  goesOn();
});

describe('with Redis gone', () => {
  beforeAll(async () => {
    redis.thaw();
    await redis.goDown();
  });
  goesOn();
});

describe('with Redis back', () => {
  beforeAll(() => redis.comeBack());
  goesOn();
});

describe('at the door', () => {
  const post = async (body: string | Uint8Array<ArrayBuffer>, contentType = 'application/json') => {
    const headers = { 'content-type': contentType };
    const response = await fetch(`${system.url}/graphql`, { method: 'POST', headers, body });
    return { status: response.status, text: await response.text() };
  };
  const guess = `{ "query": "mutation { signIn(input: { email: \\"a@people.test\\", password: \\"x\\" }) { userErrors { code } } }" }`;

  test.each([
    ['a batch of guesses', `[${Array(100).fill(guess).join()}]`, 400],
    [
      '21 guesses as aliases',
      JSON.stringify({
        query: `mutation { ${Array.from({ length: 21 }, (_, i) => `g${i}: signIn(input: { email: "a", password: "b" }) { userErrors { code } }`).join(' ')} }`,
      }),
      400,
    ],
    ['a document of many tokens', JSON.stringify({ query: `{ ${'viewer { id } '.repeat(2_000)} }` }), 400],
    ['10 MB', JSON.stringify({ query: '{ viewer { id } }', variables: { x: 'y'.repeat(10_000_000) } }), 413],
    ['invalid UTF-8', Uint8Array.from([0x7b, 0xff, 0xfe, 0x22, 0x80]), 400],
    ['directives without end', JSON.stringify({ query: `{ viewer { id ${'@skip(if: false) '.repeat(900)} } }` }), 400],
  ])('%s is refused with a reason', async (_, body, status) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    const { errors } = JSON.parse(answer.text) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors[0]?.message.length).toBeGreaterThan(10);
    expect(errors[0]?.extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
  });
});
