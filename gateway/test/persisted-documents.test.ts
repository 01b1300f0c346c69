import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readManifest } from '../src/graphql/persisted-documents.ts';
import { type GatewayUnderTest, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

const OWN = 'query Me {\n  viewer {\n    displayName\n  }\n}';
const CREATE_KEY = 'mutation CreateKey { createApiKey(input: { name: "x", scopes: ["profile:read"] }) { secret } }';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const manifestOf = (id: string) => ({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [
    { id, name: 'Me', type: 'query', body: OWN },
    { id: hashOf(CREATE_KEY), name: 'CreateKey', type: 'mutation', body: CREATE_KEY },
  ],
});

let folder: string;
let open: GatewayUnderTest;
let strict: GatewayUnderTest;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>CityEvents</title>');
  await writeFile(join(folder, 'persisted-documents.json'), JSON.stringify(manifestOf(hashOf(OWN))));
  open = await startGatewayUnderTest({ WEB_DIST: folder });
  strict = await startGatewayUnderTest({ WEB_DIST: folder, PERSISTED_DOCUMENTS_ONLY: 'true' });
});
afterAll(async () => {
  await open.stop();
  await strict.stop();
  await rm(folder, { recursive: true });
});

async function byHash({ url }: GatewayUnderTest, hash: string, query?: string, headers: Record<string, string> = {}) {
  const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, extensions }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: each query has its own shape, and the assertions spell it out.
  const body = (await response.json()) as any;
  return { status: response.status, body, code: body.errors?.[0]?.extensions.code };
}

describe('a document', () => {
  test('of the web app is served by its hash alone', async () => {
    expect((await byHash(open, hashOf(OWN))).body.data).toEqual({ viewer: null });
  });

  test('of anybody else is asked for once, and then served by its hash', async () => {
    const text = '{ viewer { id } }';
    expect(await byHash(open, hashOf(text))).toMatchObject({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect((await byHash(open, hashOf(text), text)).body.data).toEqual({ viewer: null });
    expect((await byHash(open, hashOf(text))).body.data).toEqual({ viewer: null });
  });

  test('can’t be registered under another’s hash', async () => {
    const answer = await byHash(open, hashOf(OWN), '{ viewer { id } }');
    expect(answer).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect((await byHash(open, hashOf(OWN))).body.data).toEqual({ viewer: null });
  });
});

describe('where our pages are served the web app’s documents alone', () => {
  const OTHER = '{ viewer { id email } }';
  const required = { status: 403, code: 'PERSISTED_DOCUMENT_REQUIRED' };

  test('a page of ours gets these, by hash or by text, and nothing else', async () => {
    const own = new URL(strict.url).origin;
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: own, 'sec-fetch-site': 'same-origin' }]) {
      expect((await byHash(strict, hashOf(OWN), undefined, headers)).body.data).toEqual({ viewer: null });
      expect((await strict.ask(OWN, {}, headers)).body.data).toEqual({ viewer: null });
      expect(await byHash(strict, hashOf(OTHER), OTHER, headers)).toMatchObject(required);
      // Neither has it been registered by that.
      expect((await byHash(strict, hashOf(OTHER), undefined, headers)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    }
  });

  test('so does whoever has a person’s session, from wherever', async () => {
    const { token, cookie } = await signUpAt(strict);
    for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: String(cookie[0]?.split(';')[0]) }]) {
      expect(await byHash(strict, hashOf(OTHER), OTHER, headers)).toMatchObject(required);
      expect((await byHash(strict, hashOf(OWN), undefined, headers)).status).toBe(200);
    }
  });

  test('integrators, with a key or without a browser, get what they ask for', async () => {
    expect((await strict.ask(OTHER)).body.data).toEqual({ viewer: null });
    const { token, userId } = await signUpAt(strict);
    const created = await strict.ask(CREATE_KEY, {}, { authorization: `Bearer ${token}` });
    const headers = {
      authorization: `Bearer ${created.body.data.createApiKey.secret}`,
      'sec-fetch-site': 'same-origin',
    };
    expect((await strict.ask(OTHER, {}, headers)).body.data.viewer.id).toBe(userId);
  });
});

test('a manifest whose documents aren’t what their ids say is not served', async () => {
  const bad = await mkdtemp(join(tmpdir(), 'web-'));
  await writeFile(join(bad, 'persisted-documents.json'), JSON.stringify(manifestOf(hashOf('something else'))));
  expect(() => readManifest(bad)).toThrow('Me is not what its id says');
  await rm(bad, { recursive: true });
});
