import { randomUUIDv7 } from 'node:crypto';
import { createServer } from 'node:http';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { listenOnLoopback } from '@cityevents/testing/loopback';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayUnderTest, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

let system: GatewayUnderTest;
let database: JoinsDatabase;
beforeAll(async () => {
  system = await startGatewayUnderTest();
  database = createJoinsDatabase(system.joinsDatabaseUrl);
});
afterAll(async () => {
  await database.$disconnect();
  await system.stop();
});

async function eventOf(organizerId: string, attendees: number): Promise<string> {
  const eventId = randomUUIDv7();
  const startsAt = new Date();
  await database.eventCapacity.create({
    data: { eventId, organizerId, startsAt, endsAt: startsAt, eventSequence: 1n, taken: attendees },
  });
  await database.$executeRaw`
    INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
    SELECT gen_random_uuid(), ${eventId}::uuid, gen_random_uuid(), 'CONFIRMED', n, now(), now()
    FROM generate_series(1, ${attendees}::int) AS n`;
  return eventId;
}

const fetchCsv = (eventId: string, token?: string, url = system.url) =>
  fetch(`${url}/events/${eventId}/attendees.csv`, { headers: token ? { authorization: `Bearer ${token}` } : {} });

test('passes the list on to whose event it is, compressed and whole', async () => {
  const { userId, token } = await signUpAt(system);
  const eventId = await eventOf(userId, 5_000);
  const response = await fetchCsv(eventId, token);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toContain(`attendees-${eventId}.csv`);
  expect(response.headers.get('content-encoding')).toMatch(/br|gzip/);
  expect((await response.text()).trimEnd().split('\r\n')).toHaveLength(5_001);
});

test('is for nobody else: not for a stranger, not without a token, and a page is no list', async () => {
  const [owner, stranger] = [await signUpAt(system), await signUpAt(system)];
  const eventId = await eventOf(owner.userId, 1);
  const codeOf = async (response: Response) => [
    response.status,
    ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code,
  ];
  expect(await codeOf(await fetchCsv(eventId, stranger.token))).toEqual([403, 'FORBIDDEN']);
  expect(await codeOf(await fetchCsv(eventId))).toEqual([401, 'UNAUTHENTICATED']);
  expect(await codeOf(await fetchCsv(eventId, 'made-up'))).toEqual([401, 'UNAUTHENTICATED']);
  expect(await codeOf(await fetchCsv(randomUUIDv7(), owner.token))).toEqual([404, 'NOT_FOUND']);
  expect(await codeOf(await fetchCsv('..%2f..%2freadyz', owner.token))).toEqual([404, 'NOT_FOUND']);
});

test('costs as much as twenty requests', async () => {
  const { userId, token } = await signUpAt(system);
  const eventId = await eventOf(userId, 1);
  const left = (response: Response) => Number(/r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]);
  // A gateway that waits too long for Redis counts by itself for a while: then the two aren't of one budget.
  await eventually(async () => {
    const [first, second] = [await fetchCsv(eventId, token), await fetchCsv(eventId, token)];
    expect(left(first) - left(second)).toBe(20);
  });
});

test('the keys of tickets are there for everybody', async () => {
  const response = await fetch(`${system.url}/.well-known/ticket-keys.json`);
  expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  const { keys } = (await response.json()) as { keys: object[] };
  expect(keys).toEqual([
    { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: expect.any(String), x: expect.any(String) },
    { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: expect.any(String), x: expect.any(String) },
  ]);
});

test('joins that is away, or breaks off, is told of: by 503, or by a list that doesn’t end as one', async () => {
  const breaksOff = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' });
    response.write('Name,Status\r\n', () => response.destroy());
  });
  const { port, close } = await listenOnLoopback(breaksOff);
  const [away, halfway] = [
    await startGatewayUnderTest({ JOINS_URL: 'http://127.0.0.1:1' }),
    await startGatewayUnderTest({ JOINS_URL: `http://127.0.0.1:${port}` }),
  ];
  try {
    const { token } = await signUpAt(away);
    expect((await fetchCsv(randomUUIDv7(), token, away.url)).status).toBe(503);
    const other = await signUpAt(halfway);
    await expect(
      fetchCsv(randomUUIDv7(), other.token, halfway.url).then((response) => response.text()),
    ).rejects.toThrow();
  } finally {
    await Promise.all([away.stop(), halfway.stop()]);
    await close();
  }
});
