import { createHash, randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GatewayUnderTest, gatewaySecret, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

const PERSON_LIMIT = 40;
const ANONYMOUS_LIMIT = 30;

let system: GatewayUnderTest;

beforeAll(async () => {
  system = await startGatewayUnderTest({
    RATE_LIMIT_ANONYMOUS_PER_MINUTE: String(ANONYMOUS_LIMIT),
    RATE_LIMIT_PERSON_PER_MINUTE: String(PERSON_LIMIT),
  });
});

beforeEach(async () => {
  system.recorded.length = 0;
  await system.redis.flush();
});

afterAll(() => system.stop());

const ask = (query: string, variables?: object, headers?: Record<string, string>) =>
  system.ask(query, variables, headers);
const signUp = () => signUpAt(system);
/** Lists of a hundred, so many levels deep. */
const nested = (levels: number): string =>
  levels === 0 ? 'id' : `organizedEvents(first: 100) { edges { node { organizer { ${nested(levels - 1)} } } } }`;
const RECORD_VIEW = 'mutation { recordView(input: { eventId: "x" }) { counted } }';

describe('a session', () => {
  test('is set by one HttpOnly cookie, which is exchanged for the next', async () => {
    const { cookie } = await signUp();
    expect(cookie).toHaveLength(1);
    expect(cookie[0]).toMatch(/^cityevents_refresh=[^;]+; .*HttpOnly; SameSite=Strict/);

    const refreshed = await ask(
      'mutation { refreshSession { accessToken userErrors { code } } }',
      {},
      {
        cookie: `other=1; ${cookie[0]?.split(';')[0]}`,
      },
    );
    expect(refreshed.body.data.refreshSession).toMatchObject({ accessToken: expect.any(String), userErrors: [] });
    expect(refreshed.headers.getSetCookie()).toHaveLength(1);
    expect(refreshed.headers.getSetCookie()[0]).not.toBe(cookie[0]);
  });

  test('is one, however many an operation starts', async () => {
    const input = (email: string) => `{ email: "${email}", password: "a long enough passphrase", displayName: "Ada" }`;
    const [first, second] = [`${randomUUIDv7()}@people.test`, `${randomUUIDv7()}@people.test`];
    // A field of another subgraph in between makes them two requests to auth.
    const answer = await ask(`mutation {
      first: signUp(input: ${input(first)}) { accessToken }
      recordView(input: { eventId: "x" }) { counted }
      second: signUp(input: ${input(second)}) { accessToken }
    }`);
    expect(answer.headers.getSetCookie()).toHaveLength(1);
  });

  test('is auth’s alone: no other subgraph is sent a cookie', async () => {
    const { token, cookie } = await signUp();
    await ask(RECORD_VIEW, {}, { authorization: `Bearer ${token}`, cookie: String(cookie[0]) });
    expect(system.recorded).toHaveLength(1);
    expect(system.recorded[0]).toMatchObject({ authorization: `Bearer ${token}`, 'x-gateway-secret': gatewaySecret });
    expect(system.recorded[0]).not.toHaveProperty('cookie');
  });
});

describe('an access token', () => {
  test('says who is asking', async () => {
    const { token } = await signUp();
    const answer = await ask(
      '{ viewer { displayName joins { edges { node { id } } } } }',
      {},
      { authorization: `Bearer ${token}` },
    );
    expect(answer.body.data).toEqual({ viewer: { displayName: 'Ada', joins: { edges: [] } } });
  });

  test('that is not good is refused by name before GraphQL', async () => {
    const answer = await ask('{ viewer { id } }', {}, { authorization: 'Bearer made.up.token' });
    expect(answer.status).toBe(401);
    expect(answer.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(answer.headers.get('x-request-id')).toBe(answer.body.extensions.requestId);
  });
});

describe('an error', () => {
  test('of a subgraph that is down costs its fields alone, and shows no address', async () => {
    const answer = await ask('{ viewer { id } event(id: "x") { title } }');
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ viewer: null, event: null });
    expect(answer.body.errors).toEqual([expect.objectContaining({ extensions: { code: 'SERVICE_UNAVAILABLE' } })]);
    expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|ECONN|stack|serviceName/);
  });

  test('of ours is masked', async () => {
    const answer = await ask(RECORD_VIEW);
    expect(answer.body.errors[0]).toMatchObject({ extensions: { code: 'INTERNAL_SERVER_ERROR' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret detail');
  });

  test.each([
    ['which of two operations', 'query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
    ['short lists within lists', `{ event(id: "x") { organizer { ${nested(3)} } } }`, 'QUERY_TOO_COMPLEX'],
    [
      'few fields at the top',
      `{ ${Array.from({ length: 21 }, (_, i) => `v${i}: viewer { id }`).join(' ')} }`,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'a shallow document',
      `{ viewer { ${'joins { edges { node { event { viewerJoin { user { '.repeat(3)} id`.concat(' }'.repeat(20)),
      'QUERY_TOO_COMPLEX',
    ],
  ])('of a document that lacks %s is the client’s, and says what to do', async (_, query, code) => {
    const answer = await ask(query);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions.code).toMatch(code);
  });

  test('in a body that is no JSON has the shape of all others', async () => {
    const response = await fetch(`${system.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query": ',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }],
      extensions: { requestId: expect.any(String) },
    });
  });

  test('in the document says where it is', async () => {
    const answer = await ask('{ viewer { shoeSize } }', {}, { accept: 'application/graphql-response+json' });
    expect(answer.status).toBe(400);
    expect((await ask('{ viewer { shoeSize } }')).status).toBe(200);
    expect(answer.body.errors[0]).toMatchObject({
      message: expect.stringContaining('shoeSize'),
      locations: [{ line: 1 }],
    });
  });
});

describe('the web app', () => {
  test('is served with headers that bind the browser', async () => {
    const response = await fetch(system.url);
    expect(await response.text()).toContain('<title>CityEvents</title>');
    const csp = response.headers.get('content-security-policy');
    expect(csp).toContain("default-src 'self'");
    expect(csp).toContain("script-src 'self'");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toContain('unsafe');
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('same-origin');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  test('may style itself by a nonce that no other page has', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await fetch(`${system.url}/events/1`);
        const [, allowed] = /style-src 'self' 'nonce-([^']+)'/.exec(response.headers.get('content-security-policy')!)!;
        expect(await response.text()).toContain(`nonce="${allowed}"`);
        return allowed;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test('may run the script within it, and none that somebody would add', async () => {
    const { headers } = await fetch(`${system.url}/events/1`);
    const hash = createHash('sha256').update('first()').digest('base64');
    expect(headers.get('content-security-policy')).toContain(`script-src 'self' 'sha256-${hash}';`);
  });

  test('routes itself: an address that is no file is its page, a file that is missing is missing', async () => {
    expect((await fetch(`${system.url}/events/123?tab=a`)).status).toBe(200);
    expect((await fetch(`${system.url}/assets/gone.js`)).status).toBe(404);
    const asset = await fetch(`${system.url}/assets/app-0123abcd.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
  });
});

test('a request that a page of another site could send is refused', async () => {
  const response = await fetch(`${system.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ query: 'mutation { signOut { endedSessions } }' }),
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('CSRF');
});

test('the gateway is ready only when every subgraph is, and says which is not', async () => {
  const response = await fetch(`${system.url}/readyz`);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    status: 'unavailable',
    checks: { auth: 'ok', joins: 'ok', feed: 'ok', events: 'does not answer' },
  });
  expect((await fetch(`${system.url}/livez`)).status).toBe(200);
});

test('the keys that tokens are signed with are public', async () => {
  const keys = (await (await fetch(`${system.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
  expect(keys.keys.length).toBeGreaterThan(0);
  for (const key of keys.keys) expect(key).not.toHaveProperty('d');
});

test('a long answer is compressed, a short one isn’t worth it', async () => {
  expect((await ask('{ __schema { types { name description } } }')).headers.get('content-encoding')).toMatch(/br|gzip/);
  expect((await ask('{ __typename }')).headers.get('content-encoding')).toBeNull();
});

// Last: what it uses up stays used up for a minute.
describe('the rate limit', () => {
  test('charges a signed-in person and not the address', async () => {
    // Signing up counts as two.
    const { token } = await signUp();
    for (let i = 2; i < ANONYMOUS_LIMIT; i += 1) await ask('{ viewer { id } }');
    const answer = await ask('{ viewer { id } }', {}, { authorization: `Bearer ${token}` });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratelimit')).toMatch(new RegExp(`^"person";r=${PERSON_LIMIT - 1};`));
  });

  test('charges the address of the anonymous, says what is left, and when to come back', async () => {
    const first = await ask('{ viewer { id } }');
    expect(first.headers.get('ratelimit-policy')).toBe(`"anonymous";q=${ANONYMOUS_LIMIT};w=60`);
    expect(first.headers.get('ratelimit')).toMatch(new RegExp(`^"anonymous";r=${ANONYMOUS_LIMIT - 1};t=\\d+$`));
    for (let i = 1; i < ANONYMOUS_LIMIT; i += 1) expect((await ask('{ viewer { id } }')).status).toBe(200);
    const refused = await ask('{ viewer { id } }');
    expect(refused.status).toBe(429);
    expect(refused.body.errors[0].extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: expect.any(Number),
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
