import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AuthUnderTest, gatewaySecret, newPerson, startAuthUnderTest } from './auth-under-test.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const post = async (body: object, headers: Record<string, string> = { 'x-gateway-secret': gatewaySecret }) =>
  (
    await fetch(`${auth.url}/unsubscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  ).status;
const person = (id: string) => auth.database.person.findUniqueOrThrow({ where: { id } });
const told = (id: string) =>
  auth.database.outboxMessage.findMany({
    where: { aggregateId: id, routingKey: 'person.updated.v1' },
    orderBy: { position: 'asc' },
  });

test('the key in a mail stops mails of its kind, once; the others hear of it, and other kinds stay', async () => {
  const { userId } = await newPerson(auth);
  const before = (await told(userId)).length;
  const { unsubscribeKey: key } = await person(userId);
  expect(await post({ key, mails: 'REMINDERS' })).toBe(200);
  expect(await post({ key, mails: 'REMINDERS' })).toBe(200);
  expect((await person(userId)).mutedMails).toEqual(['REMINDERS']);
  expect(await post({ key, mails: 'JOINS' })).toBe(200);
  expect((await person(userId)).mutedMails).toEqual(['JOINS', 'REMINDERS']);
  const facts = (await told(userId)).slice(before);
  expect(facts.map(({ payload }) => (payload as { mutedMails: string[] }).mutedMails)).toEqual([
    ['REMINDERS'],
    ['JOINS', 'REMINDERS'],
  ]);
});

test('two kinds stopped at the same moment are both stopped', async () => {
  const { userId } = await newPerson(auth);
  const { unsubscribeKey: key } = await person(userId);
  await Promise.all(['JOINS', 'REMINDERS', 'ORGANIZERS'].map((mails) => post({ key, mails })));
  expect((await person(userId)).mutedMails).toEqual(['JOINS', 'ORGANIZERS', 'REMINDERS']);
});

test.each([
  ['nobody’s key', { key: randomUUID(), mails: 'JOINS' }],
  ['no key', { key: 'x', mails: 'JOINS' }],
  ['nothing', {}],
])('%s leads nowhere', async (_, body) => {
  expect(await post(body)).toBe(404);
});

test('a kind that there isn’t, or that can’t be done without, leads nowhere', async () => {
  const { userId } = await newPerson(auth);
  const { unsubscribeKey: key } = await person(userId);
  for (const mails of ['SECURITY', '', ['JOINS'], null]) expect(await post({ key, mails })).toBe(404);
  expect((await person(userId)).mutedMails).toEqual([]);
});

test('nobody but the gateway is answered', async () => {
  expect(await post({ key: randomUUID(), mails: 'JOINS' }, {})).toBe(403);
});
