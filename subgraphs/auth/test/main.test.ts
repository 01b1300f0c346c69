import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { testService } from '@cityevents/testing/test-services';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProcess } from './auth-process.ts';
import { askAt, gatewaySecret } from './auth-under-test.ts';

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cityevents-auth-'));
  database = await createTestDatabase('auth');
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const environment = () => ({
  AUTH_PORT: '0',
  AUTH_DATABASE_URL: database.url,
  AUTH_KEYS_FILE: join(folder, 'keys.json'),
  REDIS_URL: testService('REDIS_URL'),
  GATEWAY_SECRET: gatewaySecret,
});

test('the process serves, calls a bad token UNAUTHENTICATED, and ends cleanly on SIGTERM', async () => {
  const auth = startProcess('main.ts', environment());
  const { url } = JSON.parse(await auth.line((line) => line.includes('"listening"')));
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const { data, errors } = await askAt(url, '{ viewer { id } }', { accessToken: 'made.up.token' });
  expect(data?.viewer ?? null).toBeNull();
  expect(errors?.[0]).toMatchObject({
    message: 'The access token is not valid.',
    extensions: { code: 'UNAUTHENTICATED' },
  });
  auth.stop('SIGTERM');
  expect((await auth.ended).code).toBe(0);
});

test('every wrong variable is named at once', async () => {
  const auth = startProcess('main.ts', {
    GATEWAY_SECRET: 'short',
    AUTH_DATABASE_URL: 'mysql://x',
    SIGN_UPS_PER_ADDRESS: 'many',
  });
  const { code, stderr } = await auth.ended;
  expect(code).toBe(1);
  for (const name of ['GATEWAY_SECRET', 'AUTH_DATABASE_URL', 'AUTH_KEYS_FILE', 'REDIS_URL', 'SIGN_UPS_PER_ADDRESS']) {
    expect(stderr).toContain(`  ${name}: `);
  }
});

test('keys that can be had nowhere end it with the reason', async () => {
  const auth = startProcess('main.ts', { ...environment(), AUTH_KEYS_FILE: '/dev/null/keys.json' });
  const { code, stderr } = await auth.ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^\/dev\/null\/keys\.json: the signing keys can't be/m);
});
