import { describe, expect, it } from 'vitest';
import { publicUrl, variable } from './running-system.ts';

const processes = ['GATEWAY', 'AUTH', 'EVENTS', 'JOINS', 'FEED', 'OUTBOX_RELAY', 'EMAIL'];
const subgraphs = ['AUTH', 'EVENTS', 'JOINS', 'FEED'];
const addressOf = (process: string) => `http://127.0.0.1:${variable(`${process}_PORT`)}`;

describe('health', () => {
  it.each(processes)('%s is alive and ready', async (process) => {
    for (const path of ['/livez', '/readyz']) {
      const response = await fetch(addressOf(process) + path);
      expect(response.status, `${path}: ${await response.text()}`).toBe(200);
    }
  });

  it.each(subgraphs)('%s answers the gateway alone', async (subgraph) => {
    const response = await fetch(`${addressOf(subgraph)}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    expect([401, 403]).toContain(response.status);
    expect(await response.text()).not.toContain('__typename');
  });
});

describe('the public port', () => {
  it.each(['/', '/readyz', '/graphql'])('protects what browsers get from %s', async (path) => {
    const { headers } = await fetch(publicUrl + path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toMatch(/script-src 'self'( 'sha256-[^']+')?;/);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('serves the page at every address that is not a file', async () => {
    const [home, event] = await Promise.all(['/', '/events/any'].map((path) => fetch(publicUrl + path)));
    const page = await home!.text();
    expect(home!.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('<script type="module"');
    // Each page has a nonce of its own.
    const withoutNonce = (html: string) => html.replaceAll(/ nonce="[^"]+"/g, '');
    expect(withoutNonce(await event!.text())).toBe(withoutNonce(page));
    const script = /<script type="module"[^>]*src="([^"]+)"/.exec(page)?.[1];
    const asset = await fetch(new URL(script!, publicUrl));
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await fetch(`${publicUrl}/assets/nothing.js`)).status).toBe(404);
  });

  it('publishes keys without their secrets', async () => {
    const { keys } = (await (await fetch(`${publicUrl}/.well-known/jwks.json`)).json()) as { keys: object[] };
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).not.toHaveProperty('d');
  });

  it.each([
    ['what is no JSON', '{'],
    ['what is no operation', '{"query":"{ nothing "}'],
    ['a field that does not exist', '{"query":"{ nothing }"}'],
  ])('answers %s with 4xx and a reason, without a trace of the inside', async (_, body) => {
    const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
    const response = await fetch(`${publicUrl}/graphql`, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(text).toMatch(/"message":"[^"]+"/);
    expect(text).not.toMatch(/stack|node_modules|127\.0\.0\.1/);
  });

  it('refuses a token that is none', async () => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer nonsense' };
    const response = await fetch(`${publicUrl}/graphql`, {
      method: 'POST',
      headers,
      body: '{"query":"{ __typename }"}',
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});
