import { randomUUIDv7 } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { eventually } from '@cityevents/testing/wait';
import { Kind, parse } from 'graphql';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CREATING } from '../src/graphql/idempotency/repeat-safely.ts';
import { type GatewayUnderTest, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

let system: GatewayUnderTest;
let owner: Awaited<ReturnType<typeof signUpAt>>;

beforeAll(async () => {
  system = await startGatewayUnderTest();
});
beforeEach(async () => {
  await system.redis.flush();
  owner = await signUpAt(system);
});
afterAll(() => system.stop());

const CREATE =
  'mutation ($name: String!) { createApiKey(input: { name: $name, scopes: ["joins:read"] }) { secret userErrors { code } } }';

const create = (key: string | null, name = 'a script', { token } = owner) =>
  system.ask(CREATE, { name }, { authorization: `Bearer ${token}`, ...(key !== null && { 'idempotency-key': key }) });
const namesOfKeys = async ({ token } = owner): Promise<string[]> => {
  const { body } = await system.ask('{ viewer { apiKeys { name } } }', {}, { authorization: `Bearer ${token}` });
  return body.data.viewer.apiKeys.map(({ name }: { name: string }) => name);
};
const codeOf = ({ body }: { body: { errors?: { extensions: { code: string } }[] } }) =>
  body.errors?.[0]?.extensions.code;

test('what is sent many times at once with one key is done once, and answered each time the same', async () => {
  const key = randomUUIDv7();
  const answers = await Promise.all(Array.from({ length: 10 }, () => create(key)));
  const secrets = new Set(answers.map(({ body }) => body.data.createApiKey.secret));
  expect(secrets.size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(9);
  expect(new Set(answers.map(({ body }) => body.extensions.requestId)).size).toBe(10);
  expect(await namesOfKeys()).toEqual(['a script']);
  expect((await create(key)).body.data).toEqual(answers[0]?.body.data);
});

test('without a key it is done as often as it is sent', async () => {
  await Promise.all([create(null), create(null)]);
  expect(await namesOfKeys()).toEqual(['a script', 'a script']);
});

test('a key is its owner’s, and stands for one request', async () => {
  const key = randomUUIDv7();
  const stranger = await signUpAt(system);
  const mine = await create(key);
  const theirs = await create(key, 'a script', stranger);
  expect(theirs.body.data.createApiKey.secret).not.toBe(mine.body.data.createApiKey.secret);
  const other = await create(key, 'another script');
  expect(other.status).toBe(422);
  expect(codeOf(other)).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(await namesOfKeys()).toEqual(['a script']);
});

test('a key that others might make up as well is refused', async () => {
  const answer = await create('1');
  expect(answer.status).toBe(400);
  expect(answer.body.errors[0].message).toContain('16 to 255 visible characters');
  expect(await namesOfKeys()).toEqual([]);
});

test('what is remembered can be read by nobody without the key', async () => {
  const key = randomUUIDv7();
  const { secret } = (await create(key)).body.data.createApiKey;
  const redis = new Redis(system.redis.url);
  const places = await redis.keys('idempotency:*');
  const kept = await redis.mget(places);
  redis.disconnect();
  expect(places).toHaveLength(1);
  expect(JSON.stringify([places, kept])).not.toContain(secret);
  expect(JSON.stringify([places, kept])).not.toContain(key);
});

test('signing up again is signed in as the same person, with the same cookie', async () => {
  const key = randomUUIDv7();
  const SIGN_UP =
    'mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken user { id } userErrors { code } } }';
  const input = { email: `${randomUUIDv7()}@people.test`, password: 'a long enough passphrase', displayName: 'Ada' };
  const [first, second] = await Promise.all(
    [1, 2].map(() => system.ask(SIGN_UP, { input }, { 'idempotency-key': key })),
  );
  expect(first!.body.data.signUp.user.id).toBe(second!.body.data.signUp.user.id);
  expect(first!.headers.getSetCookie()).toHaveLength(1);
  expect(first!.headers.getSetCookie()).toEqual(second!.headers.getSetCookie());
});

describe('asked again', () => {
  test('what was refused is tried anew', async () => {
    const key = randomUUIDv7();
    await system.wayToAuth.goDown();
    const refused = await create(key);
    await system.wayToAuth.comeBack();
    expect(codeOf(refused)).toBe('SERVICE_UNAVAILABLE');
    expect((await create(key)).body.data.createApiKey.userErrors).toEqual([]);
    expect(await namesOfKeys()).toEqual(['a script']);
  });

  test('what nobody knows the outcome of isn’t done a second time', async () => {
    const key = randomUUIDv7();
    // A first connection for the request to be sent on.
    await namesOfKeys();
    system.wayToAuth.freeze();
    const first = create(key);
    await eventually(async () => {
      const redis = new Redis(system.redis.url);
      const places = await redis.keys('idempotency:*');
      redis.disconnect();
      expect(places).toHaveLength(1);
    });
    await system.wayToAuth.goDown();
    expect(codeOf(await first)).toBe('SERVICE_UNAVAILABLE');
    system.wayToAuth.thaw();
    await system.wayToAuth.comeBack();
    const again = await create(key);
    expect(again.status).toBe(409);
    expect(codeOf(again)).toBe('IDEMPOTENCY_KEY_IN_USE');
    expect(again.headers.get('retry-after')).toBe('1');
  });
});

test('every mutation that makes something takes a key', () => {
  const supergraph = parse(readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8'));
  const mutation = supergraph.definitions.find(
    (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Mutation',
  );
  const fields = mutation?.kind === Kind.OBJECT_TYPE_DEFINITION ? (mutation.fields ?? []) : [];
  const names = fields.map(({ name }) => name.value);
  for (const name of CREATING) expect(names).toContain(name);
  for (const name of names.filter((each) => /^(create|import|add|signUp)/.test(each))) expect(CREATING).toContain(name);
});
