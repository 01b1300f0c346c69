import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeKey } from '@cityevents/service/keys-file';
import { testService } from '@cityevents/testing/test-services';
import { eventually } from '@cityevents/testing/wait';
import { createTokenVerifier, UnauthenticatedError } from '@cityevents/viewer';
import type { JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProcess } from './auth-process.ts';
import {
  type AuthUnderTest,
  askAt,
  gatewaySecret,
  newPerson,
  refreshMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';

let auth: AuthUnderTest;
let refreshToken: string;
beforeAll(async () => {
  auth = await startAuthUnderTest();
  refreshToken = (await newPerson(auth)).refreshToken;
});
afterAll(() => auth.stop());

const keys = (...args: string[]) => startProcess('tokens/cli.ts', { AUTH_KEYS_FILE: auth.keysFile }, args).ended;
const readFileContent = async () => JSON.parse(await readFile(auth.keysFile, 'utf8'));
const publishedKeys = async () =>
  (await (await fetch(`${auth.url}/.well-known/jwks.json`)).json()) as JSONWebKeySet & { keys: { kid: string }[] };
const publishedKids = async () => (await publishedKeys()).keys.map(({ kid }) => kid);
const kidOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid as string;
const isAccepted = (token: string, by: JSONWebKeySet) =>
  createTokenVerifier({ keySet: () => by })(`Bearer ${token}`).then(
    () => true,
    (error) => {
      expect(error).toBeInstanceOf(UnauthenticatedError);
      return false;
    },
  );

/** As an open page does: the next cookie, and a token that auth itself takes. */
async function refresh(): Promise<string> {
  const answer = await auth.ask(refreshMutation, { cookie: refreshToken });
  expect(answer.data.refreshSession.userErrors).toEqual([]);
  refreshToken = answer.refreshToken!;
  const { accessToken } = answer.data.refreshSession;
  const { data, errors } = await auth.ask('{ viewer { id } }', { accessToken });
  expect(errors).toBeUndefined();
  expect(data.viewer.id).toEqual(expect.any(String));
  return accessToken;
}

/** As if the keys in the file were there for so long. */
async function keysAre(minutesOld: number) {
  const since = new Date(Date.now() - minutesOld * 60_000).toISOString();
  await writeFile(auth.keysFile, JSON.stringify({ ...(await readFileContent()), since }));
}

test('two rotations sign nobody out: each token is good with the key set from before it and the one after', async () => {
  for (let rotation = 1; rotation <= 2; rotation++) {
    await keysAre(60);
    const before = await publishedKeys();
    const tokens = [await refresh()];
    expect(await keys('rotate')).toMatchObject({ code: 0 });
    // The process may or may not have noticed yet.
    tokens.push(await refresh());
    const [signing, next, previous, ...others] = (await readFileContent()).keys.map(({ kid }: { kid: string }) => kid);
    expect([signing, previous, others]).toEqual([before.keys[1]!.kid, before.keys[0]!.kid, []]);
    expect(before.keys.map(({ kid }) => kid)).not.toContain(next);
    await eventually(async () => expect(await publishedKids()).toEqual([signing, next, previous]), {
      timeoutMs: 30_000,
    });
    tokens.push(await refresh());
    const after = await publishedKeys();
    expect([kidOf(tokens[0]!), kidOf(tokens[2]!)]).toEqual([before.keys[0]!.kid, signing]);
    for (const token of tokens) {
      expect([await isAccepted(token, before), await isAccepted(token, after)]).toEqual([true, true]);
    }
    expect((await stat(auth.keysFile)).mode & 0o777).toBe(0o600);
  }
  expect(await readdir(dirname(auth.keysFile))).toHaveLength(1);
});

describe('npm run keys', () => {
  test('shows what each key is for, and no secret', async () => {
    await keysAre(61);
    await keys('rotate');
    const { keys: stored } = await readFileContent();
    for (const args of [[], ['list']]) {
      const { code, stdout } = await keys(...args);
      expect(code).toBe(0);
      expect(stdout).toMatch(
        new RegExp(
          `^${stored[0].kid}  signs\n${stored[1].kid}  signs next\n${stored[2].kid}  signed before\nsince \\S+\n$`,
        ),
      );
      for (const { d } of stored) expect(stdout).not.toContain(d);
    }
  });

  test('rotates once an hour, and says how long to wait', async () => {
    await keysAre(0);
    const before = await readFileContent();
    expect(await keys('rotate')).toMatchObject({ code: 1, stderr: expect.stringMatching(/Try again in 60 min\.\n$/) });
    expect(await readFileContent()).toEqual(before);
    await keysAre(59);
    expect(await keys('rotate')).toMatchObject({ code: 1, stderr: expect.stringMatching(/Try again in 1 min\.\n$/) });
    await keysAre(60);
    expect(await keys('rotate')).toMatchObject({ code: 0, stderr: '' });
  });

  test.each([
    ['another word', ['rotat'], /^Say list, rotate or nothing\.\n/],
    ['two words', ['list', 'rotate'], /^Say list, rotate or nothing\.\n/],
    ['an option', ['--force'], /Unknown option '--force'/],
  ])('doesn’t take %s', async (_, args, message) => {
    expect(await keys(...args)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(message) });
  });

  test('without keys says so', async () => {
    const { ended } = startProcess('tokens/cli.ts', { AUTH_KEYS_FILE: `${auth.keysFile}.missing` }, ['rotate']);
    expect(await ended).toMatchObject({ code: 1, stderr: expect.stringContaining('Start the system first.') });
  });
});

test('control: a key that signs before it was published signs people out where the set is older', async () => {
  const before = await publishedKeys();
  const { keys } = await readFileContent();
  const fresh = await makeKey();
  await writeFile(auth.keysFile, JSON.stringify({ keys: [fresh, ...keys] }));
  await eventually(async () => expect((await publishedKids())[0]).toBe(fresh.kid));
  expect(await isAccepted(await refresh(), before)).toBe(false);
});

test('damaged, the file changes nothing but the log; mended, it counts again', async () => {
  const other = startProcess('main.ts', {
    AUTH_PORT: '0',
    AUTH_DATABASE_URL: auth.databaseUrl,
    AUTH_KEYS_FILE: auth.keysFile,
    REDIS_URL: testService('REDIS_URL'),
    GATEWAY_SECRET: gatewaySecret,
  });
  const { url } = JSON.parse(await other.line((line) => line.includes('"listening"')));
  const signing = async () => {
    const { refreshToken } = await newPerson(auth);
    return kidOf((await askAt(url, refreshMutation, { cookie: refreshToken })).data.refreshSession.accessToken);
  };
  const { keys } = await readFileContent();
  await writeFile(auth.keysFile, '{"keys": [');
  await other.line((line) => line.includes('can’t be used'));
  expect(await signing()).toBe(keys[0].kid);
  await writeFile(auth.keysFile, JSON.stringify({ keys: keys.toReversed() }));
  await other.line((line) => line.includes('taken over'));
  expect(await signing()).toBe(keys.at(-1).kid);
  other.stop('SIGTERM');
  const { stdout } = await other.ended;
  // The log names keys and never shows them.
  expect(stdout).toContain(keys[0].kid);
  for (const { d } of keys) expect(stdout).not.toContain(d);
});
