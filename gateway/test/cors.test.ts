import { parseConfig } from '@cityevents/service/config';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { config } from '../src/config.ts';
import { type GatewayUnderTest, startGatewayUnderTest } from './gateway-under-test.ts';

const PARTNER = 'https://partner.example';

let system: GatewayUnderTest;
beforeAll(async () => {
  system = await startGatewayUnderTest({ CORS_ORIGINS: `${PARTNER}, https://other.example` });
});
afterAll(() => system.stop());

const preflight = (origin: string) =>
  fetch(`${system.url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    },
  });
const ask = (origin: string) => system.ask('{ viewer { id } }', {}, { origin, 'sec-fetch-site': 'cross-site' });

test('a page of a site that is named may ask, read the answer and its headers, and never with a cookie', async () => {
  const allowed = await preflight(PARTNER);
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get('access-control-allow-origin')).toBe(PARTNER);
  expect(allowed.headers.get('access-control-allow-headers')).toContain('idempotency-key');
  expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
  const answer = await ask(PARTNER);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe(PARTNER);
  expect(answer.headers.get('access-control-expose-headers')).toContain('ratelimit');
  expect(answer.headers.get('vary')).toContain('Origin');
});

test('a page of any other site is not allowed to read anything', async () => {
  expect((await preflight('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull();
  expect((await ask('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull();
});

test('what is no origin is refused when the gateway starts', () => {
  const secret = { GATEWAY_SECRET: 'x'.repeat(32), REDIS_URL: 'redis://localhost' };
  for (const CORS_ORIGINS of ['*', 'partner.example', 'https://partner.example/', 'ftp://partner.example']) {
    expect(() => parseConfig(config, { ...secret, CORS_ORIGINS }), CORS_ORIGINS).toThrow(
      'CORS_ORIGINS: must be origins',
    );
  }
});
