import { randomUUID } from 'node:crypto';
import type { Message } from '@cityevents/messages/message';
import { createNotificationsDatabase, type NotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimDue } from '../src/deliveries.ts';
import { recordMessagesTx } from '../src/record-messages.ts';
import { anonymized, deleted, event, join, linkRequest, person } from './facts.ts';

let testDatabase: TestDatabase;
let database: NotificationsDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase('notifications');
  database = createNotificationsDatabase(testDatabase.url);
});
afterAll(async () => {
  await database.$disconnect();
  await testDatabase.drop();
});

const record = (...messages: Message[]) => database.$transaction((tx) => recordMessagesTx(tx, messages));
const recipientOf = (userId: string) => database.recipient.findUnique({ where: { userId } });
const nobody = {
  email: '',
  displayName: '',
  emailVerified: false,
  mutedMails: [],
  locale: null,
  unsubscribeKey: null,
};
const deliveriesAt = (eventId: string) =>
  database.delivery.findMany({ where: { eventId }, orderBy: { sequence: 'asc' } });

test('who deleted their account is mailed no more, and what was mailed is nobody’s', async () => {
  const ada = person({ name: 'Ada' });
  const talk = event();
  const [userId, eventId, anonymousId] = [ada.aggregateId, talk.aggregateId, randomUUID()];
  const [sent, failed, waiting] = [
    join('join.waitlisted.v1', { userId, eventId }),
    join('join.promoted.v1', { userId, eventId }),
    join('join.confirmed.v1', { userId, eventId }),
  ];
  await record(ada, talk, sent, failed, waiting);
  await database.delivery.update({ where: { id: sent.id }, data: { state: 'SENT', sentAt: new Date() } });
  const lastError = `450 <${ada.data.email}>: try again`;
  await database.delivery.update({ where: { id: failed.id }, data: { state: 'FAILED', lastError } });
  await database.delivery.update({ where: { id: waiting.id }, data: { lastError } });

  await record(deleted(userId));
  expect(await recipientOf(userId)).toEqual({ ...nobody, userId, sequence: 2n });
  await record(anonymized(userId, eventId, anonymousId));
  expect(await deliveriesAt(eventId)).toMatchObject([
    { state: 'SENT', userId: anonymousId, lastError: null },
    { state: 'FAILED', userId: anonymousId, lastError: 'the account was deleted' },
    { state: 'DROPPED', userId: anonymousId, lastError: 'the account was deleted' },
  ]);
  expect(await claimDue(database, 10, 1_000)).toEqual([]);
});

test('mails about the account go with it, sent or not, and those asked for late', async () => {
  const ada = person();
  const userId = ada.aggregateId;
  const link = (): Message => {
    const asked = linkRequest('account.password-reset-requested.v1', { email: ada.data.email });
    return { ...asked, aggregateId: userId, data: { ...asked.data, userId } } as Message;
  };
  const [sent, waiting, late] = [link(), link(), link()];
  await record(ada, sent, waiting);
  await database.delivery.update({ where: { id: sent.id }, data: { state: 'SENT', sentAt: new Date() } });
  await record(deleted(userId));
  await record(late);
  expect(await database.delivery.count({ where: { userId } })).toBe(0);
});

test('a mail that is asked for after the account is gone is dropped at once', async () => {
  const ada = person();
  const talk = event();
  await record(ada, talk);
  await record(deleted(ada.aggregateId));
  await record(join('join.confirmed.v1', { userId: ada.aggregateId, eventId: talk.aggregateId }));
  expect(await deliveriesAt(talk.aggregateId)).toMatchObject([{ state: 'DROPPED' }]);
});

test('a mail asked for at the moment the account goes, in a transaction that can’t see it, is not sent', async () => {
  const ada = person();
  const talk = event();
  await record(ada, talk);
  await database.$transaction(async (tx) => {
    const link = linkRequest('account.email-verification-requested.v1', { email: ada.data.email });
    await recordMessagesTx(tx, [
      join('join.confirmed.v1', { userId: ada.aggregateId, eventId: talk.aggregateId }),
      { ...link, aggregateId: ada.aggregateId, data: { ...link.data, userId: ada.aggregateId } } as Message,
    ]);
    await record(deleted(ada.aggregateId));
  });
  const pending = () => database.delivery.count({ where: { userId: ada.aggregateId, state: 'PENDING' } });
  expect(await pending()).toBe(2);
  expect(await claimDue(database, 10, 1_000)).toEqual([]);
  // Accounts are told of as deleted twice.
  await record(deleted(ada.aggregateId, 3));
  expect(await pending()).toBe(0);
});

test('in whatever order the facts come, and however often, no address is left', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      fc.array(fc.nat(2), { maxLength: 4 }),
      fc.integer({ min: 1, max: 3 }),
      async (order, again, batch) => {
        const userId = randomUUID();
        const facts = [
          person({ userId, sequence: 1, email: `${userId}@old.example` }),
          person({ userId, sequence: 2, email: `${userId}@new.example` }),
          deleted(userId, 3),
        ];
        const delivered = [...order, ...again].map((i) => facts[i]!);
        for (let i = 0; i < delivered.length; i += batch) await record(...delivered.slice(i, i + batch));
        expect(await recipientOf(userId)).toEqual({ ...nobody, userId, sequence: 3n });
      },
    ),
    { numRuns: 30 },
  );
});
