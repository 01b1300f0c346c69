import { readFile, stat, writeFile } from 'node:fs/promises';
import { KeysFileError, loadKeys } from '@cityevents/service/keys-file';
import { createTokenVerifier } from '@cityevents/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccessTokens } from '../src/tokens/access-tokens.ts';
import {
  type AuthUnderTest,
  gatewaySecret,
  newPerson,
  password,
  refreshMutation,
  signInMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

describe('who is not the gateway', () => {
  for (const [what, secret] of [
    ['without a secret', ''],
    ['with another secret', `${gatewaySecret.slice(0, -1)}!`],
  ] as const) {
    test(`${what} is refused before anything is done`, async () => {
      const { email } = await newPerson(auth);
      const { status, data, setCookie } = await auth.ask(signInMutation, {
        variables: { input: { email, password } },
        headers: { 'x-gateway-secret': secret },
      });
      expect(status).toBe(403);
      expect(data).toBeUndefined();
      expect(setCookie).toBeNull();
    });
  }
});

describe('the signing keys', () => {
  test('are published without their private half, two of them, and check the tokens', async () => {
    const response = await fetch(`${auth.url}/.well-known/jwks.json`);
    expect(response.status).toBe(200);
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    }
    const { userId, accessToken } = await newPerson(auth);
    const verify = createTokenVerifier({ jwksUrl: `${auth.url}/.well-known/jwks.json` });
    expect((await verify(`Bearer ${accessToken}`))?.userId).toBe(userId);
  });

  test('lie in a file that only its owner can read, and are the same after a restart', async () => {
    expect((await stat(auth.keysFile)).mode & 0o777).toBe(0o600);
    const kept = JSON.parse(await readFile(auth.keysFile, 'utf8')).keys;
    expect(await loadKeys(auth.keysFile)).toEqual(kept);
  });

  test('are made once, however many processes start together', async () => {
    const file = `${auth.keysFile}.other`;
    const loaded = await Promise.all(Array.from({ length: 8 }, () => loadKeys(file)));
    expect(new Set(loaded.map((keys) => keys[0]?.kid)).size).toBe(1);
  });

  test('a token of the second key is good too', async () => {
    const { accessToken } = await newPerson(auth);
    const keys = await loadKeys(auth.keysFile);
    expect(JSON.parse(Buffer.from(accessToken.split('.')[0] ?? '', 'base64url').toString()).kid).toBe(keys[0]?.kid);
    const { userId } = await newPerson(auth);
    const token = await (await createAccessTokens(keys.toReversed())).issue({
      userId,
      sessionId: userId,
      emailVerified: false,
    });
    const { data } = await auth.ask('{ viewer { id } }', { accessToken: token.accessToken });
    expect(data.viewer.id).toBe(userId);
  });

  test('that are damaged, or open to everybody, are refused with a reason', async () => {
    const damaged = `${auth.keysFile}.damaged`;
    await writeFile(damaged, '{"keys": []}', { mode: 0o600 });
    await expect(loadKeys(damaged)).rejects.toThrow(KeysFileError);
    const open = `${auth.keysFile}.open`;
    await writeFile(open, await readFile(auth.keysFile), { mode: 0o644 });
    await expect(loadKeys(open)).rejects.toThrow(/chmod 600/);
    await expect(loadKeys(`${auth.keysFile}/below/a/file`)).rejects.toThrow(KeysFileError);
  });
});

describe('what is shown of a person', () => {
  const entity = (id: string, accessToken?: string) =>
    auth.ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id displayName email interests homeCity } } }',
      {
        variables: { r: [{ __typename: 'User', id }] },
        accessToken: accessToken ?? null,
      },
    );

  test('to oneself, all', async () => {
    const { userId, email, accessToken } = await newPerson(auth);
    await auth.database.person.update({ where: { id: userId }, data: { homeCity: 'Graz', interests: ['jazz'] } });
    const { data } = await entity(userId, accessToken);
    expect(data._entities).toEqual([{ id: userId, displayName: 'Ada', email, interests: ['jazz'], homeCity: 'Graz' }]);
  });

  test('to others and to nobody, the name alone', async () => {
    const { userId } = await newPerson(auth);
    await auth.database.person.update({ where: { id: userId }, data: { homeCity: 'Graz', interests: ['jazz'] } });
    const shown = [{ id: userId, displayName: 'Ada', email: null, interests: [], homeCity: null }];
    expect((await entity(userId)).data._entities).toEqual(shown);
    expect((await entity(userId, (await newPerson(auth)).accessToken)).data._entities).toEqual(shown);
  });

  test('nothing of who does not exist', async () => {
    expect((await entity('01980000-0000-7000-8000-000000000001')).data._entities).toEqual([null]);
    expect((await entity('no id')).data._entities).toEqual([null]);
  });

  test('signed out, there is no viewer', async () => {
    expect((await auth.ask('{ viewer { id } }')).data.viewer).toBeNull();
  });
});

test('/readyz asks the database', async () => {
  const ready = await fetch(`${auth.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', checks: { database: 'ok' } }]);
});

test('of several cookies set by one request, the last stands', async () => {
  const { email } = await newPerson(auth);
  const { setCookie, data } = await auth.ask(
    `mutation ($input: SignInInput!) {
      first: signIn(input: $input) { accessToken } signOut { endedSessions } last: signIn(input: $input) { accessToken }
    }`,
    { variables: { input: { email, password } } },
  );
  expect(data.last.accessToken).toEqual(expect.any(String));
  expect(setCookie).toMatch(/^cityevents_refresh=[\w-]{43};[^,]*$/);
});

test('where people use https, cookies are __Host- and only those are read', async () => {
  const secure = await startAuthUnderTest({ PUBLIC_URL: 'https://events.example' });
  try {
    const email = 'ada@example.org';
    const { setCookie } = await secure.ask(
      'mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken } }',
      // What the request itself says of its scheme must not matter.
      { variables: { input: { email, password, displayName: 'Ada' } }, headers: { 'x-forwarded-proto': 'http' } },
    );
    expect(setCookie).toMatch(
      /^__Host-cityevents_refresh=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    const [pair = ''] = (setCookie ?? '').split(';');
    const plain = await secure.ask(refreshMutation, { headers: { cookie: pair.replace('__Host-', '') } });
    expect(plain.data.refreshSession.userErrors[0].code).toBe('NO_SESSION');
    const prefixed = await secure.ask(refreshMutation, { headers: { cookie: pair } });
    expect(prefixed.data.refreshSession.userErrors).toEqual([]);
  } finally {
    await secure.stop();
  }
});
