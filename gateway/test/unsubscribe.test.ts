import { randomUUID } from 'node:crypto';
import { createAuthDatabase } from '@cityevents/prisma/auth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayUnderTest, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

const ANONYMOUS_LIMIT = 20;
let system: GatewayUnderTest;
beforeAll(async () => {
  system = await startGatewayUnderTest({ RATE_LIMIT_ANONYMOUS_PER_MINUTE: String(ANONYMOUS_LIMIT) });
});
afterAll(() => system.stop());

const at = (query: string, init: RequestInit = {}) =>
  fetch(`${system.url}/unsubscribe${query}`, { method: 'POST', ...init });

async function keyOf(userId: string): Promise<string> {
  const database = createAuthDatabase(system.authDatabaseUrl, { applicationName: 'test', maxConnections: 1 });
  const { unsubscribeKey } = await database.person.findUniqueOrThrow({ where: { id: userId } });
  await database.$disconnect();
  return unsubscribeKey;
}

test('a mail program’s one click stops a kind of mails, by whichever form it posts, from wherever', async () => {
  const { userId, token } = await signUpAt(system);
  const key = await keyOf(userId);
  const oneClick = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  const multipart = new FormData();
  multipart.set('List-Unsubscribe', 'One-Click');
  const crossSite = { 'sec-fetch-site': 'cross-site', origin: 'https://mail.test' };
  for (const [mails, init] of [
    ['JOINS', { body: oneClick }],
    ['REMINDERS', { body: multipart }],
    ['ORGANIZERS', { headers: crossSite }],
  ] as const) {
    expect((await at(`?key=${key}&mails=${mails}`, init)).status).toBe(204);
  }
  const { body } = await system.ask('{ viewer { mutedMails } }', {}, { authorization: `Bearer ${token}` });
  expect(body.data.viewer.mutedMails).toEqual(['JOINS', 'ORGANIZERS', 'REMINDERS']);
});

test('following the link changes nothing: scanners of mail do that', async () => {
  const { userId, token } = await signUpAt(system);
  await at(`?key=${await keyOf(userId)}&mails=JOINS`, { method: 'GET' });
  const { body } = await system.ask('{ viewer { mutedMails } }', {}, { authorization: `Bearer ${token}` });
  expect(body.data.viewer.mutedMails).toEqual([]);
});

test('a body that is too large is refused', async () => {
  expect((await at('?key=x&mails=JOINS', { body: 'x'.repeat(20_000) })).status).toBe(413);
});

test('a link that leads nowhere is told so, and a guesser is stopped', async () => {
  await system.redis.flush();
  const answers = [];
  for (let i = 0; i <= ANONYMOUS_LIMIT; i += 1) answers.push(await at(`?key=${randomUUID()}&mails=JOINS`));
  expect(answers.map(({ status }) => status)).toEqual([...Array(ANONYMOUS_LIMIT).fill(404), 429]);
  expect(await answers[0]!.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  await system.redis.flush();
});
