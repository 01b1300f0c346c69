import { Agent, request } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { type Check, type HttpHost, startHttpHost } from '../src/http-host.ts';
import { createLogger } from '../src/logger.ts';

let host: HttpHost | undefined;
let agent: Agent | undefined;

afterEach(async () => {
  await host?.stop();
  await agent?.close();
  agent = undefined;
});

async function start(checks: Record<string, Check> = {}, onStop: (() => Promise<unknown>)[] = []) {
  const started = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  agent = new Agent({ connections: 1 });
  host = await startHttpHost({
    host: '127.0.0.1',
    port: 0,
    logger: createLogger('test', 'silent'),
    checks,
    onStop,
    routes: (app) => {
      app.get('/slow', async () => {
        started.resolve();
        await release.promise;
        return { done: true };
      });
    },
  });
  const ask = async (path: string, dispatcher = agent) => {
    const { statusCode, headers, body } = await request(`${host?.url}${path}`, { ...(dispatcher && { dispatcher }) });
    return { status: statusCode, connection: headers.connection, body: (await body.json()) as object };
  };
  return { host, ask, started: started.promise, release: release.resolve };
}

test('ready means that every dependency answered; which one did not is said without its words', async () => {
  const { ask } = await start({
    fine: async () => {},
    broken: async () => {
      throw new Error('connect ECONNREFUSED 10.0.0.1:5432');
    },
  });
  expect(await ask('/readyz')).toMatchObject({
    status: 503,
    body: { status: 'unavailable', checks: { fine: 'ok', broken: 'does not answer' } },
  });
  expect((await ask('/livez')).status).toBe(200);
});

test('however many ask, the dependencies are asked once at a time', async () => {
  let asked = 0;
  const { ask } = await start({
    counted: async () => {
      asked += 1;
    },
  });
  await Promise.all(Array.from({ length: 20 }, () => ask('/readyz')));
  expect(asked).toBe(1);
});

test('stopping is told before it happens, fails no request, and closes clients last', async () => {
  const order: string[] = [];
  const { ask, host, started, release } = await start({}, [
    async () => order.push('first'),
    async () => order.push('second'),
  ]);
  await ask('/livez');
  const other = new Agent({ connections: 1 });
  const slow = ask('/slow', other).then((answer) => {
    order.push('slow request');
    return answer;
  });
  await started;

  const stopped = host.stop(500);
  // On a connection that was open before: served still, and asked to let go.
  expect(await ask('/readyz')).toMatchObject({ status: 503, connection: 'close', body: { status: 'stopping' } });
  expect(await ask('/livez')).toMatchObject({ status: 200, connection: 'close' });
  release();
  expect(await slow).toMatchObject({ status: 200, body: { done: true } });
  await stopped;
  expect(order).toEqual(['slow request', 'first', 'second']);
  await other.close();
});

test.each([
  ['nobody, unless said', undefined, '203.0.113.9', '127.0.0.1'],
  ['so many as there are', 1, '198.51.100.7, 203.0.113.9', '203.0.113.9'],
  ['those in their network', ['127.0.0.0/8', '10.0.0.0/8'], '198.51.100.7, 203.0.113.9, 10.1.1.1', '203.0.113.9'],
  ['those, and not whoever else connects', ['10.0.0.0/8'], '203.0.113.9', '127.0.0.1'],
])('of X-Forwarded-For is believed: %s', async (_who, trustedProxies, forwarded, expected) => {
  host = await startHttpHost({
    host: '127.0.0.1',
    port: 0,
    logger: createLogger('test', 'silent'),
    checks: {},
    onStop: [],
    ...(trustedProxies !== undefined && { trustedProxies }),
    routes: (app) => {
      app.get('/ip', async (request) => ({ ip: request.ip }));
    },
  });
  const { body } = await request(`${host.url}/ip`, { headers: { 'x-forwarded-for': forwarded } });
  expect(await body.json()).toEqual({ ip: expected });
});
