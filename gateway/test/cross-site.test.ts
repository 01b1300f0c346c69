import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GatewayUnderTest, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

const PUBLIC_URL = 'http://localhost:8080';
const ELSEWHERE = 'https://elsewhere.example';
const REFRESH = 'mutation { refreshSession { accessToken user { id } userErrors { code } } }';
/** What an attacker would like: it shows afterwards whether it was done. */
const SIGN_OUT = 'mutation { signOut(input: { everywhere: true }) { endedSessions } }';

let system: GatewayUnderTest;
beforeAll(async () => {
  system = await startGatewayUnderTest({ PUBLIC_URL, SIGN_UPS_PER_ADDRESS: '1000' });
});
afterAll(() => system.stop());

/** Somebody signed in, as `name=value` of their cookie. */
async function victim(at = system) {
  const { userId, token, cookie } = await signUpAt(at);
  return { userId, token, cookie: cookie[0]!.split(';')[0]! };
}

/** Whether the cookie is still that of a live session. */
async function isSignedIn(cookie: string): Promise<boolean> {
  const { body } = await system.ask(REFRESH, {}, { cookie });
  return body.data.refreshSession.accessToken !== null;
}

const json = (query: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query }),
});
const form = (contentType: string, body: string) => ({
  method: 'POST',
  headers: { 'content-type': contentType },
  body,
});
const multipart = '--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n';
/** What a page can make a browser send, by a form, an image or a script. */
const requests = {
  'a form as text/plain': form('text/plain', JSON.stringify({ query: SIGN_OUT })),
  'a form, urlencoded': form('application/x-www-form-urlencoded', new URLSearchParams({ query: SIGN_OUT }).toString()),
  'a form with files': form(
    'multipart/form-data; boundary=x',
    `${multipart}${JSON.stringify({ query: SIGN_OUT })}\r\n--x--\r\n`,
  ),
  'a link or an image': { method: 'GET', headers: {}, query: SIGN_OUT },
  'a script with JSON': json(SIGN_OUT),
};

/** Sends what the browser of `cookie`'s owner would, with what it says of the page that made it. */
function send(sent: (typeof requests)[keyof typeof requests], headers: Record<string, string>) {
  const { query, ...init } = { query: undefined, ...sent };
  const url = query === undefined ? `${system.url}/graphql` : `${system.url}/graphql?${new URLSearchParams({ query })}`;
  return fetch(url, { ...init, headers: { ...sent.headers, ...headers } });
}

describe('a page of another site can’t act with the cookie:', () => {
  const pages = {
    'another site': { 'sec-fetch-site': 'cross-site', origin: ELSEWHERE },
    'a neighbour under the same domain': { 'sec-fetch-site': 'same-site', origin: 'http://shop.localhost' },
    'another site, in a browser without Sec-Fetch-Site': { origin: ELSEWHERE },
    'a sandboxed frame': { origin: 'null' },
    'another port of this host': { origin: 'http://localhost:3000' },
  };
  for (const [page, says] of Object.entries(pages)) {
    test(page, async () => {
      const { cookie } = await victim();
      for (const [what, sent] of Object.entries(requests)) {
        const response = await send(sent, { ...says, cookie });
        expect(response.status, what).toBe(403);
        expect(response.headers.getSetCookie(), what).toEqual([]);
        expect(await response.json(), what).toMatchObject({
          errors: [
            {
              message: 'Only pages of http://localhost:8080 can use the session of who is signed in there.',
              extensions: { code: 'FORBIDDEN' },
            },
          ],
        });
      }
      expect(await isSignedIn(cookie)).toBe(true);
    });
  }

  test('in a browser that says nothing, forms and links do nothing still', async () => {
    const { cookie } = await victim();
    const { 'a script with JSON': script, ...others } = requests;
    for (const [what, sent] of Object.entries(others)) {
      const response = await send(sent, { cookie });
      expect([400, 415], what).toContain(response.status);
    }
    const link = await send(requests['a link or an image'], { cookie, 'apollo-require-preflight': 'true' });
    expect(link.status).toBe(405);
    expect(await isSignedIn(cookie)).toBe(true);
    // A script can't leave Origin out; a program can, and is nobody's browser. It shows that the attack would have worked.
    expect((await send(script, { cookie })).status).toBe(200);
    expect(await isSignedIn(cookie)).toBe(false);
  });
});

test('what the Host header says decides nothing', async () => {
  const { cookie } = await victim();
  const host = new URL(ELSEWHERE).host;
  const attack = await sendToHost(system.url, { cookie, host, origin: ELSEWHERE });
  expect([attack.statusCode, attack.headers['set-cookie']]).toEqual([403, undefined]);
  const honest = await sendToHost(system.url, { cookie, host, origin: PUBLIC_URL });
  expect([honest.statusCode, honest.headers['set-cookie']]).toEqual([
    200,
    expect.stringContaining('cityevents_refresh='),
  ]);
});

/** Refreshes with these headers; fetch would replace Host. */
async function sendToHost(url: string, headers: Record<string, string>) {
  const response = await request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: REFRESH }),
  });
  await response.body.dump();
  return response;
}

describe('our own pages can:', () => {
  test.each([
    ['same-origin', { 'sec-fetch-site': 'same-origin', origin: PUBLIC_URL }],
    ['without Sec-Fetch-Site', { origin: PUBLIC_URL }],
    ['opened by hand', { 'sec-fetch-site': 'none' }],
  ])('%s', async (_, says) => {
    const { cookie } = await victim();
    const { status, body, headers } = await system.ask(REFRESH, {}, { ...says, cookie });
    expect([status, body.data.refreshSession.userErrors]).toEqual([200, []]);
    expect(headers.getSetCookie()).toHaveLength(1);
  });
});

describe('a page of another site without the cookie', () => {
  test.each([
    ['cross-site', { 'sec-fetch-site': 'cross-site', origin: ELSEWHERE }],
    ['same-site', { 'sec-fetch-site': 'same-site', origin: 'http://shop.localhost' }],
    ['without Sec-Fetch-Site', { origin: ELSEWHERE }],
  ])('can’t sign a person in as somebody else: no cookie is set (%s)', async (_, says) => {
    const signUp = `mutation { signUp(input: { email: "mallory-${Math.random()}@people.test",
      password: "a long enough passphrase", displayName: "Mallory" }) { accessToken userErrors { code } } }`;
    const byScript = await send(json(signUp), says);
    expect(await byScript.json()).toMatchObject({ data: { signUp: { accessToken: expect.any(String) } } });
    expect(byScript.headers.getSetCookie()).toEqual([]);
    const byForm = await send(form('text/plain', JSON.stringify({ query: signUp })), says);
    expect([byForm.status, byForm.headers.getSetCookie()]).toEqual([400, []]);
  });

  test('may use an access token that it was given', async () => {
    const { token, userId } = await victim();
    const says = { 'sec-fetch-site': 'cross-site', origin: ELSEWHERE };
    const { status, body } = await system.ask('{ viewer { id } }', {}, { ...says, authorization: `Bearer ${token}` });
    expect([status, body.data]).toEqual([200, { viewer: { id: userId } }]);
    // Other cookies don't matter.
    expect((await system.ask('{ __typename }', {}, { ...says, cookie: 'theme=dark' })).status).toBe(200);
  });
});

describe('a planted cookie', () => {
  test('of the same name signs nobody in, whichever comes first', async () => {
    const [own, planted] = [await victim(), await victim()];
    for (const cookie of [`${own.cookie}; ${planted.cookie}`, `${planted.cookie}; ${own.cookie}`]) {
      const { body, headers } = await system.ask(REFRESH, {}, { cookie });
      expect(body.data.refreshSession).toMatchObject({ user: null, userErrors: [{ code: 'NO_SESSION' }] });
      expect(headers.getSetCookie()).toEqual([]);
    }
    expect(await isSignedIn(own.cookie)).toBe(true);
  });

  test('on https, where a name with __Host- can’t be planted, the plain name counts for nothing', async () => {
    const secure = await startGatewayUnderTest({ PUBLIC_URL: 'https://events.example' });
    try {
      const [own, planted] = [await victim(secure), await victim(secure)];
      expect(own.cookie).toMatch(/^__Host-cityevents_refresh=/);
      const forged = planted.cookie.replace('__Host-', '');
      const beside = await secure.ask(REFRESH, {}, { cookie: `${forged}; ${own.cookie}` });
      expect(beside.body.data.refreshSession.user).toEqual({ id: own.userId });
      const alone = await secure.ask(REFRESH, {}, { cookie: forged });
      expect(alone.body.data.refreshSession.userErrors).toEqual([{ code: 'NO_SESSION' }]);
      // Nor does a request that says it came by http, to another host, change what the cookie is.
      const lied = { cookie: planted.cookie, 'x-forwarded-proto': 'http', host: 'localhost:8080' };
      const { headers } = await sendToHost(secure.url, lied);
      expect(headers['set-cookie']).toMatch(
        /^__Host-cityevents_refresh=[\w-]{43}; .*; HttpOnly; SameSite=Strict; Secure$/,
      );
    } finally {
      await secure.stop();
    }
  });
});
