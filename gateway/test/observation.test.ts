import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { listenOnLoopback } from '@cityevents/testing/loopback';
import { eventually } from '@cityevents/testing/wait';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GatewayUnderTest, startGatewayUnderTest } from './gateway-under-test.ts';

const OWN = 'query Me { viewer { displayName } }';
const ID = '01a20d00-0000-7000-8000-000000000002';
const hash = createHash('sha256').update(OWN).digest('hex');
const manifest = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [{ id: hash, name: 'Me', type: 'query', body: OWN }],
};

let folder: string;
let system: GatewayUnderTest;
let metricsUrl: string;
// biome-ignore lint/suspicious/noExplicitAny: each line has its own shape, and the assertions spell it out.
const lines: any[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>CityEvents</title>');
  await writeFile(join(folder, 'persisted-documents.json'), JSON.stringify(manifest));
  const { port, close } = await listenOnLoopback(createServer());
  await close();
  metricsUrl = `http://127.0.0.1:${port}/metrics`;
  const log = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  // Any request takes as long as that.
  const environment = { WEB_DIST: folder, GATEWAY_METRICS_PORT: String(port), SLOW_OPERATION_MS: '1' };
  system = await startGatewayUnderTest(environment, undefined, pino({ level: 'info' }, log));
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true });
});

/** How many requests were counted under some labels. A request is counted when its answer has been sent. */
async function counted(labels: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  const line = text.split('\n').find((each) => each.startsWith(labels));
  return Number(line?.split(' ').at(-1) ?? 0);
}
const operations = (operation: string, outcome: string) =>
  `cityevents_gateway_operation_seconds_count{operation="${operation}",outcome="${outcome}"}`;
const fetches = (subgraph: string, outcome: string) =>
  `cityevents_gateway_subgraph_seconds_count{subgraph="${subgraph}",outcome="${outcome}"}`;

async function counts(labels: string, by: number, work: () => Promise<unknown>): Promise<void> {
  const before = await counted(labels);
  await work();
  await eventually(async () => expect(await counted(labels)).toBe(before + by));
}

describe('requests are counted, where the public can’t read it,', () => {
  test('by the name of the web app’s operation', () =>
    counts(operations('Me', 'ok'), 2, async () => {
      await system.ask(OWN);
      await system.ask(OWN);
    }));

  test('as "other" for what clients make up, whatever they call it', async () => {
    await counts(operations('other', 'ok'), 2, async () => {
      await system.ask('query Me { viewer { id } }');
      await system.ask('query Bloat8263 { viewer { id } }');
    });
    expect(await (await fetch(metricsUrl)).text()).not.toContain('Bloat8263');
  });

  test('as refused when the client is to mend it, as a fault when we are', async () => {
    const authorization = { authorization: 'Bearer nonsense' };
    await counts(operations('none', 'refused'), 2, async () => {
      expect((await system.ask('{ nonsense }')).body.errors).toHaveLength(1);
      expect((await system.ask(OWN, {}, authorization)).status).toBe(401);
    });
    // Nobody listens where events should be.
    await counts(operations('other', 'fault'), 1, () => system.ask(`{ event(id: "${ID}") { title } }`));
  });

  test('by subgraph, with what became of it', async () => {
    await counts(fetches('auth', 'ok'), 1, () => system.ask(OWN));
    await counts(fetches('events', 'unavailable'), 1, () => system.ask(`{ event(id: "${ID}") { title } }`));
    await counts(fetches('feed', 'errors'), 1, () => system.ask('{ feed { edges { node { id } } } }'));
  });

  test('and not on the public port', async () => {
    expect(await (await fetch(`${system.url}/metrics`)).text()).not.toContain('cityevents_');
    expect(await (await fetch(metricsUrl)).text()).toContain('cityevents_');
  });
});

test('a subgraph that says nothing costs its fields, with a code of its own, and is counted as late', async () => {
  system.wayToAuth.freeze();
  try {
    await counts(fetches('auth', 'timeout'), 1, async () => {
      const { body } = await system.ask('{ viewer { id } __typename }');
      expect(body.data).toEqual({ viewer: null, __typename: 'Query' });
      expect(body.errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
    });
  } finally {
    system.wayToAuth.thaw();
  }
});

test('every answer names its request, and one line of the log is of it', async () => {
  const asked: [path: string, init: RequestInit, status: number][] = [
    ['/graphql', { method: 'POST', body: '{"query":"{ __typename }"}' }, 200],
    ['/graphql', { method: 'POST', body: '{ no JSON' }, 400],
    ['/graphql', { method: 'POST', body: '{}', headers: { authorization: 'Bearer nonsense' } }, 401],
    ['/', {}, 200],
    ['/missing.js', {}, 404],
  ];
  for (const [path, { headers, ...init }, status] of asked) {
    const response = await fetch(`${system.url}${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', ...headers },
    });
    expect(response.status).toBe(status);
    const requestId = response.headers.get('x-request-id');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    const ofRequest = () => lines.filter((each) => each.msg === 'request' && each.requestId === requestId);
    await eventually(() => expect(ofRequest()).toMatchObject([{ path, status }]));
  }
});

test('a slow request is logged with how it was answered, and with nothing that stood in it', async () => {
  const { headers } = await system.ask(
    'mutation Enter { signIn(input: { email: "ada@people.test", password: "not the right one" }) { userErrors { code } } }',
  );
  const requestId = headers.get('x-request-id');
  const line = await eventually(() => {
    const found = lines.find((each) => each.msg === 'slow operation' && each.requestId === requestId);
    expect(found).toBeDefined();
    return found;
  });
  expect(line).toMatchObject({
    operation: 'other',
    documentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    outcome: 'ok',
    milliseconds: expect.any(Number),
    fetches: [{ subgraph: 'auth', outcome: 'ok', milliseconds: expect.any(Number) }],
    plan: { fetch: 'auth', operation: expect.stringContaining('signIn(input:') },
  });
  expect(line.fetches[0].milliseconds).toBeGreaterThan(0);
  expect(JSON.stringify(line)).not.toMatch(/ada@|right one/);
});

test('as long as nobody asks for it, no trace is recorded', async () => {
  const plain = await startGatewayUnderTest();
  try {
    await plain.ask('{ feed { edges { node { id } } } }');
    expect(plain.recorded[0]?.traceparent).toMatch(/-00$/);
  } finally {
    await plain.stop();
  }
});
