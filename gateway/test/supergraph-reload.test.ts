import { readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RemoteGraphQLDataSource } from '@apollo/gateway';
import { eventually } from '@cityevents/testing/wait';
import { print } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { supergraphFile } from '../src/graphql/supergraph-file.ts';
import { type GatewayUnderTest, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

const committed = readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');

let folder: string;
let file: string;
let system: GatewayUnderTest;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
  file = join(folder, 'supergraph.graphql');
  await writeFile(file, committed);
  system = await startGatewayUnderTest({ SUPERGRAPH_FILE: file, RATE_LIMIT_ANONYMOUS_PER_MINUTE: '1000000' });
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true });
});

/** Puts another supergraph in the place of the file, as a deployment does: at once. */
async function replace(text: string): Promise<void> {
  const next = join(folder, 'next');
  await writeFile(next, text);
  await rename(next, file);
}

const described = async () => {
  const { body } = await system.ask('{ __type(name: "User") { description } }');
  return body.data.__type.description as string;
};

test('a new supergraph is served without a request being dropped, with the rights it asks for', async () => {
  const changed = committed.replace('"""A person with an account."""', '"""Somebody."""');
  expect(changed).not.toBe(committed);
  let isDone = false;
  const failures: unknown[] = [];
  const asking = async () => {
    let asked = 0;
    for (; !isDone || asked < 20; asked += 1) {
      const { status, body } = await system.ask('{ viewer { id } }');
      if (status !== 200 || body.errors) failures.push(body);
    }
  };
  const load = [asking(), asking()];
  await replace(changed);
  await eventually(async () => expect(await described()).toBe('Somebody.'));
  isDone = true;
  await Promise.all(load);
  expect(failures).toEqual([]);
  const unsigned = await system.ask('mutation { revokeApiKey(input: { apiKeyId: "x" }) { revokedApiKeyId } }');
  expect(unsigned.status).toBe(401);
  expect((await signUpAt(system)).userId).toBeTruthy();
});

test('one that can’t be loaded is told in the log and leaves the last one in its place', async () => {
  const path = join(folder, 'watched');
  await writeFile(path, 'type Query { a: Int }');
  const told: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line) => void told.push(line) });
  const updates: string[] = [];
  const load = supergraphFile(path, print, logger);
  const { supergraphSdl, cleanup } = await load({
    update: (sdl) => void updates.push(sdl),
    healthCheck: async () => {},
    getDataSource: () => new RemoteGraphQLDataSource(),
  });
  expect(supergraphSdl).toContain('a: Int');
  await writeFile(path, 'type Query { broken');
  await eventually(() => expect(told.join()).toContain('can’t be loaded'));
  expect(updates).toEqual([]);
  await writeFile(path, 'type Query { b: Int }');
  await eventually(() => expect(updates).toEqual([expect.stringContaining('b: Int')]));
  await cleanup?.();
});
