import { randomUUIDv7 } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type GatewayUnderTest, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

const ANONYMOUS_LIMIT = 25;
const KEY_LIMIT = 12;

let system: GatewayUnderTest;
let owner: Awaited<ReturnType<typeof signUpAt>>;

beforeAll(async () => {
  system = await startGatewayUnderTest({
    RATE_LIMIT_ANONYMOUS_PER_MINUTE: String(ANONYMOUS_LIMIT),
    RATE_LIMIT_API_KEY_PER_MINUTE: String(KEY_LIMIT),
  });
});
beforeEach(async () => {
  await system.redis.flush();
  owner = await signUpAt(system);
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => system.stop());

const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  secret apiKey { id prefix scopes lastUsedAt } userErrors { code message field } } }`;
const REVOKE = `mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { revokedApiKeyId userErrors { code } } }`;
const JOIN = `mutation { joinEvent(input: { eventId: "${randomUUIDv7()}" }) { userErrors { code } } }`;

const asOwner = (query: string, variables: object = {}) =>
  system.ask(query, variables, { authorization: `Bearer ${owner.token}` });
const byKey = (key: string, query: string) => system.ask(query, {}, { authorization: `Bearer ${key}` });

async function newKey(scopes: string[], expiresAt: Date | null = null) {
  const answer = await asOwner(CREATE, { input: { name: 'a script', scopes, expiresAt } });
  const { secret, apiKey } = answer.body.data.createApiKey;
  return { secret: secret as string, id: apiKey.id as string, prefix: apiKey.prefix as string };
}

const codeOf = ({ body }: { body: { errors?: { extensions: { code: string } }[] } }) =>
  body.errors?.[0]?.extensions.code;

describe('a key', () => {
  test('acts as its owner, within its scopes', async () => {
    const { secret } = await newKey(['joins:write', 'profile:read']);
    const viewer = await byKey(secret, '{ viewer { id displayName email } }');
    expect(viewer.body.data.viewer).toMatchObject({ id: owner.userId, email: expect.stringContaining('@people.test') });
    expect((await byKey(secret, JOIN)).body.data.joinEvent.userErrors).toEqual([{ code: 'EVENT_NOT_FOUND' }]);
  });

  test('is refused what it wasn’t allowed, by name, and nothing of the operation is done', async () => {
    const { secret } = await newKey(['joins:read']);
    const answer = await byKey(secret, JOIN);
    expect(answer.status).toBe(403);
    expect(answer.body.errors[0].message).toBe(
      'Mutation.joinEvent: The API key isn’t allowed to do this; it needs the scope joins:write.',
    );
    expect(codeOf(answer)).toBe('FORBIDDEN');
    const hidden = await byKey(secret, '{ viewer { id ...More } } fragment More on User { apiKeys { id } }');
    expect(codeOf(hidden)).toBe('FORBIDDEN');
  });

  test('shows nothing of its owner’s profile without the scope', async () => {
    const { secret } = await newKey(['joins:read']);
    const answer = await byKey(secret, '{ viewer { id email homeCity } }');
    expect(answer.body.data.viewer).toEqual({ id: owner.userId, email: null, homeCity: null });
  });

  test('can’t make another, however many scopes it has', async () => {
    const { secret } = await newKey(['events:read', 'events:write', 'joins:read', 'joins:write', 'profile:write']);
    const answer = await byKey(
      secret,
      'mutation { createApiKey(input: { name: "x", scopes: ["checkin"] }) { secret } }',
    );
    expect(codeOf(answer)).toBe('FORBIDDEN');
    expect(answer.body.errors[0].message).toContain('for people who are signed in');
  });

  test('tells when it was used, and shows its beginning alone', async () => {
    const { secret, prefix } = await newKey(['joins:read']);
    await byKey(secret, '{ viewer { id } }');
    const [key] = (await asOwner('{ viewer { apiKeys { prefix lastUsedAt } } }')).body.data.viewer.apiKeys;
    expect(key).toEqual({ prefix, lastUsedAt: expect.any(String) });
    expect(secret.startsWith(prefix)).toBe(true);
    expect(secret.length - prefix.length).toBeGreaterThan(35);
  });

  test('stops within a minute of being revoked', async () => {
    const { secret, id } = await newKey(['joins:read']);
    expect((await byKey(secret, '{ viewer { id } }')).status).toBe(200);
    expect((await asOwner(REVOKE, { id })).body.data.revokeApiKey.revokedApiKeyId).toBe(id);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 });
    const answer = await byKey(secret, '{ viewer { id } }');
    expect(answer.status).toBe(401);
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
  });

  test('stops when it expires', async () => {
    const { secret } = await newKey(['joins:read'], new Date(Date.now() + 30_000));
    expect((await byKey(secret, '{ viewer { id } }')).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    expect((await byKey(secret, '{ viewer { id } }')).status).toBe(401);
  });

  test('that somebody made up, or that belongs to another, is no key', async () => {
    for (const key of ['ce_', 'ce_short', `ce_${'A'.repeat(43)}`]) {
      expect((await byKey(key, '{ viewer { id } }')).status).toBe(401);
    }
    const { id } = await newKey(['joins:read']);
    owner = await signUpAt(system);
    const revoked = await asOwner(REVOKE, { id });
    expect(revoked.body.data.revokeApiKey.userErrors).toEqual([{ code: 'API_KEY_NOT_FOUND' }]);
  });
});

describe('a key is made', () => {
  test.each([
    ['an empty name', { name: ' ', scopes: ['checkin'] }, 'INVALID_NAME', 'name'],
    ['no scope', { name: 'x', scopes: [] }, 'INVALID_SCOPES', 'scopes'],
    ['a scope that doesn’t exist', { name: 'x', scopes: ['account'] }, 'INVALID_SCOPES', 'scopes'],
    [
      'an expiry in the past',
      { name: 'x', scopes: ['checkin'], expiresAt: new Date(0) },
      'INVALID_EXPIRY',
      'expiresAt',
    ],
    [
      'an expiry in 2999',
      { name: 'x', scopes: ['checkin'], expiresAt: '2999-01-01T00:00:00Z' },
      'INVALID_EXPIRY',
      'expiresAt',
    ],
  ])('not with %s', async (_, input, code, field) => {
    const { createApiKey } = (await asOwner(CREATE, { input })).body.data;
    expect(createApiKey).toMatchObject({ secret: null, userErrors: [{ code, field: ['input', field] }] });
  });
});

test('who isn’t signed in is told to, before anything is done', async () => {
  const answer = await system.ask(JOIN);
  expect(answer.status).toBe(401);
  expect(answer.body.errors[0]).toMatchObject({
    message: 'Mutation.joinEvent: Sign in to do this, or send an API key.',
    locations: [expect.anything()],
    extensions: { code: 'UNAUTHENTICATED' },
  });
});

// Last: what it uses up stays used up for a minute.
describe('the rate limit', () => {
  test('charges a key for itself, and neither its owner nor the address', async () => {
    const { secret } = await newKey(['joins:read']);
    for (let i = 0; i < KEY_LIMIT; i += 1) expect((await byKey(secret, '{ viewer { id } }')).status).toBe(200);
    const refused = await byKey(secret, '{ viewer { id } }');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit-policy')).toBe(`"key";q=${KEY_LIMIT};w=60`);
    expect((await asOwner('{ viewer { id } }')).status).toBe(200);
    const another = await newKey(['joins:read']);
    expect((await byKey(another.secret, '{ viewer { id } }')).status).toBe(200);
  });

  test('ends who makes keys up, and lets a key go on that was good before, at the same address', async () => {
    const { secret } = await newKey(['joins:read']);
    expect((await byKey(secret, '{ viewer { id } }')).status).toBe(200);
    const answers = [];
    for (let i = 0; i <= ANONYMOUS_LIMIT; i += 1) {
      answers.push((await byKey(`ce_${String(i).padStart(43, 'B')}`, '{ viewer { id } }')).status);
    }
    expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(ANONYMOUS_LIMIT);
    expect(answers.at(-1)).toBe(429);
    // No longer in the cache: it is asked about again.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    expect((await byKey(secret, '{ viewer { id } }')).status).toBe(200);
  });
});
