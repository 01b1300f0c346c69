import { randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { type HttpHost, startHttpHost } from '@cityevents/service/http-host';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { type StatementCounter, startStatementCounter } from '@cityevents/testing/statement-counter';
import { createTestIdentity, type TestIdentity } from '@cityevents/testing/tokens';
import { eventually } from '@cityevents/testing/wait';
import { createTokenVerifier } from '@cityevents/viewer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveAttendeesCsv } from '../src/attendees/serve-attendees-csv.ts';
import { createOpenEvent } from './open-event.ts';

const gatewaySecret = 'a-secret-of-this-test-and-nothing-else';
const [ORGANIZER, MANAGER, DOOR] = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7()];

let testDatabase: TestDatabase;
let counter: StatementCounter;
let identity: TestIdentity;
/** Ours, beside that of the server, which is counted. */
let database: JoinsDatabase;
let served: JoinsDatabase;
let host: HttpHost;

beforeAll(async () => {
  [testDatabase, identity] = await Promise.all([createTestDatabase('joins'), createTestIdentity()]);
  counter = await startStatementCounter(testDatabase.url);
  database = createJoinsDatabase(testDatabase.url);
  served = createJoinsDatabase(counter.url);
  const verifyToken = createTokenVerifier({ jwksUrl: identity.jwksUrl });
  host = await startHttpHost({
    host: '127.0.0.1',
    port: 0,
    logger: createLogger('test', 'silent'),
    checks: {},
    routes: (app) => serveAttendeesCsv(app, { gatewaySecret, verifyToken, database: served }),
    onStop: [],
  });
});
afterAll(async () => {
  await host.stop();
  await Promise.all([database.$disconnect(), served.$disconnect(), counter.stop(), identity.close()]);
  await testDatabase.drop();
});

async function newEvent(): Promise<string> {
  const eventId = await createOpenEvent(database, { organizerId: ORGANIZER });
  await database.eventStaff.createMany({
    data: [
      { eventId, userId: MANAGER, role: 'MANAGER' },
      { eventId, userId: DOOR, role: 'DOOR' },
    ],
  });
  return eventId;
}

const headersOf = async (userId: string | null, options: object = {}) => ({
  'x-gateway-secret': gatewaySecret,
  ...(userId !== null && { authorization: `Bearer ${await identity.tokenFor(userId, options)}` }),
});
const urlOf = (eventId: string) => `${host.url}/events/${eventId}/attendees.csv`;
const fetchCsv = async (eventId: string, userId: string | null, options: object = {}) =>
  fetch(urlOf(eventId), { headers: await headersOf(userId, options) });

/** Makes so many people join, called by the names in turn, without asking for each. */
async function fill(eventId: string, count: number, names: string[]): Promise<void> {
  await database.$executeRaw`
    WITH somebody AS (SELECT n, gen_random_uuid() AS user_id FROM generate_series(1, ${count}::int) AS n),
    named AS (
      INSERT INTO people (user_id, display_name, name_key, sequence)
      SELECT user_id, (${names}::text[])[(n - 1) % ${names.length}::int + 1], ' ', 1 FROM somebody
    )
    INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
    SELECT gen_random_uuid(), ${eventId}::uuid, user_id, 'CONFIRMED', n, now(), now() FROM somebody`;
}

test('has everybody in the order of their joining, by name and without an address', async () => {
  const eventId = await newEvent();
  await fill(eventId, 2_500, ['Ann', 'Bob "the Roof", Jr.', 'Zoë']);
  const response = await fetchCsv(eventId, ORGANIZER);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="attendees-${eventId}.csv"`);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const bytes = Buffer.from(await response.arrayBuffer());
  // A byte order mark, by which spreadsheets know that it is UTF-8.
  expect(bytes.toString('hex', 0, 3)).toBe('efbbbf');
  const lines = bytes.toString('utf8', 3).split('\r\n');
  expect(lines[0]).toBe('Name,Status,Joined at,Checked in at,Join');
  expect(lines[1]).toMatch(/^Ann,CONFIRMED,\d{4}-\d\d-\d\dT[\d:.]+Z,,[0-9a-f-]{36}$/);
  expect(lines[2]).toMatch(/^"Bob ""the Roof"", Jr\.",CONFIRMED,/);
  expect(lines[3]).toMatch(/^Zoë,/);
  expect(lines.length).toBe(2_502);
  expect(new Set(lines).size).toBe(2_502);
});

test.each([
  ['=HYPERLINK("http://evil.example","Click")'],
  ['+1+1'],
  ['-2+3+cmd|" /C calc"!A0'],
  ['@SUM(1,1)'],
  ['\t=1+1'],
  ['＝1+1'],
])('the name %j is no formula to a spreadsheet', async (name) => {
  const eventId = await newEvent();
  await fill(eventId, 1, [name]);
  const text = await (await fetchCsv(eventId, ORGANIZER)).text();
  const cell = text.split('\r\n')[1]!.replace(/^"/, '');
  expect(cell.startsWith(`'${name[0]}`)).toBe(true);
});

test('is the organizer’s and the managers’ alone', async () => {
  const eventId = await newEvent();
  const statusFor = async (userId: string | null, options?: object) =>
    (await fetchCsv(eventId, userId, options)).status;
  expect(await statusFor(MANAGER)).toBe(200);
  expect(await statusFor(DOOR)).toBe(403);
  expect(await statusFor(randomUUIDv7())).toBe(403);
  expect(await statusFor(null)).toBe(401);
  expect(await statusFor(ORGANIZER, { expiresInSeconds: -10 })).toBe(401);
  expect(await statusFor(ORGANIZER, { scopes: ['checkin', 'joins:read'] })).toBe(403);
  expect(await statusFor(ORGANIZER, { scopes: ['events:read'] })).toBe(200);
  expect((await fetchCsv(randomUUIDv7(), ORGANIZER)).status).toBe(404);
  expect((await fetchCsv('tonight', ORGANIZER)).status).toBe(404);
  expect((await fetch(urlOf(eventId))).status).toBe(403);
});

test('who stops reading stops the reading of the database, and who reads on gets all of it', async () => {
  const eventId = await newEvent();
  const count = 30_000;
  // Long enough that no buffer on the way takes it all.
  await fill(eventId, count, [`Somebody ${'x'.repeat(1_000)}`]);
  /** Until nothing is asked of the database for a second, by its own clock. */
  const untilStill = () =>
    eventually(async () => expect(await counter.during(() => database.$queryRaw`SELECT pg_sleep(1)::text`)).toBe(0), {
      timeoutMs: 60_000,
    });
  let response: IncomingMessage | undefined;
  const beforeReading = await counter.during(async () => {
    const request = get(urlOf(eventId), { headers: await headersOf(ORGANIZER) });
    [response] = (await once(request, 'response')) as [IncomingMessage];
    await untilStill();
  });
  let lines = 0;
  const whileReading = await counter.during(async () => {
    for await (const chunk of response!) lines += chunk.toString('latin1').split('\n').length - 1;
  });
  expect(lines).toBe(count + 1);
  // Thirty-one pages of a megabyte each; a connection's own buffers take some ten. Nobody to stop it, it would be all of them.
  expect(whileReading).toBeGreaterThan(5);
  expect(beforeReading + whileReading).toBeGreaterThan(30);
}, 120_000);
