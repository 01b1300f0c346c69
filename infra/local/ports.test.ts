import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from './environment.ts';
import { freePorts, takenPorts } from './ports.ts';
import { checkPorts } from './start-system.ts';

async function listen(host: string, port = 0): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ host, port }, resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as { port: number }).port;
}

test('a taken port is named with what it is for and the variable that changes it', async () => {
  const port = await listen('127.0.0.1');
  const [line, ...more] = await takenPorts('127.0.0.1', [
    { variable: 'FEED_PORT', port, purpose: 'the feed subgraph' },
  ]);
  expect(line).toContain(`Port ${port} (for the feed subgraph) is taken`);
  expect(line).toContain('FEED_PORT=');
  expect(more).toEqual([]);
});

test('a server on ::1 alone counts too, since browsers ask there first for localhost', async () => {
  const port = await listen('::1').catch(() => undefined);
  const [free] = await freePorts(1);
  const taken = await takenPorts('127.0.0.1', [
    { variable: 'GATEWAY_PORT', port: port ?? free!, purpose: 'the gateway' },
  ]);
  // A machine without IPv6 has nobody there to be in the way, and must not be refused for it.
  expect(taken).toHaveLength(port === undefined ? 0 : 1);
});

test('the start refuses before anything runs, and names every taken port', async () => {
  const [first, second] = [await listen('127.0.0.1'), await listen('127.0.0.1')];
  const free = await freePorts(6);
  const settings = readSettings({
    GATEWAY_PORT: String(first),
    MAIL_WEB_PORT: String(second),
    ...Object.fromEntries(
      ['AUTH', 'EVENTS', 'JOINS', 'FEED', 'OUTBOX_RELAY', 'EMAIL'].map((name, index) => [
        `${name}_PORT`,
        String(free[index]),
      ]),
    ),
  });
  await expect(checkPorts(settings)).rejects.toThrow(
    new RegExp(`Port ${first} .*GATEWAY_PORT=[\\s\\S]*Port ${second} .*MAIL_WEB_PORT=`),
  );
});

test('free ports are all different, and free', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(
    await takenPorts(
      '127.0.0.1',
      ports.map((port) => ({ variable: 'X', port, purpose: 'x' })),
    ),
  ).toEqual([]);
});
