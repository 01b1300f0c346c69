import { randomUUID } from 'node:crypto';
import { type BrokerConnection, connectBroker } from '@cityevents/messaging/broker-connection';
import { createNotificationsDatabase, type NotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { type MailCatcher, startMailCatcher } from '@cityevents/testing/smtp';
import { eventually } from '@cityevents/testing/wait';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmailWorker } from '../src/email-worker.ts';
import { addressReused, deleted, event, join, linkRequest, newSignIn, person, publish, staffInvited } from './facts.ts';

const logger = pino({ level: 'silent' });
let testDatabase: TestDatabase;
let database: NotificationsDatabase;
let vhost: TestVhost;
let connection: BrokerConnection;
let catcher: MailCatcher;
let worker: { stop(): Promise<void> };

beforeAll(async () => {
  [testDatabase, vhost, catcher] = await Promise.all([
    createTestDatabase('notifications'),
    createTestVhost(),
    startMailCatcher(),
  ]);
  database = createNotificationsDatabase(testDatabase.url);
  connection = await connectBroker({ url: vhost.url, name: 'account-mails-test', logger });
  worker = startEmailWorker({
    database,
    connection,
    logger,
    smtpUrl: catcher.url,
    mailFrom: 'CityEvents <tickets@cityevents.test>',
    publicUrl: 'https://city.test',
  });
});
afterAll(async () => {
  await worker?.stop();
  await connection?.close();
  await database?.$disconnect();
  await Promise.all([catcher?.close(), vhost?.delete(), testDatabase?.drop()]);
});

const anyEmail = () => `${randomUUID()}@example.test`;
const mailTo = async (email: string) => (await catcher.waitFor(({ recipients }) => recipients.includes(email))).mail;
const mailsTo = (email: string) => catcher.mails.filter(({ recipients }) => recipients.includes(email));
const deliveryIs = (id: string, expected: object) =>
  eventually(async () => expect(await database.delivery.findUnique({ where: { id } })).toMatchObject(expected));

test('a link is mailed though nothing is known of the person, once, and its token is then forgotten', async () => {
  const email = anyEmail();
  const asked = linkRequest('account.email-verification-requested.v1', { email });
  await publish(vhost.url, [asked, asked]);
  const mail = await mailTo(email);
  expect(mail.messageId).toBe(`<${asked.id}@cityevents>`);
  for (const part of [mail.text, mail.html]) {
    expect(part).toContain(`https://city.test/verify-email#token=${asked.data.token}`);
  }
  await deliveryIs(asked.id, { state: 'SENT', eventId: null, address: email });
  const stored = await database.$queryRaw<{ row: string }[]>`SELECT d::text AS row FROM deliveries d`;
  expect(JSON.stringify(stored)).not.toContain(asked.data.token);
  expect(mailsTo(email)).toHaveLength(1);
});

test('each of the others is mailed too', async () => {
  const [reset, known, device] = [anyEmail(), anyEmail(), anyEmail()];
  const asked = linkRequest('account.password-reset-requested.v1', { email: reset });
  await publish(vhost.url, [asked, addressReused(known), newSignIn(device)]);
  expect((await mailTo(reset)).text).toContain(`https://city.test/reset-password#token=${asked.data.token}`);
  const notice = (await mailTo(known)).text;
  expect(notice).toContain('https://city.test/sign-in');
  expect(notice).toContain('https://city.test/forgot-password');
  expect((await mailTo(device)).text).toContain('Device:  Firefox on Linux\nCountry: Austria');
});

test('a link that has expired isn’t mailed any more, and its token is forgotten', async () => {
  const email = anyEmail();
  const asked = linkRequest('account.password-reset-requested.v1', { email, expiresAt: new Date(Date.now() - 1) });
  await publish(vhost.url, [asked]);
  await deliveryIs(asked.id, { state: 'DROPPED', lastError: 'its link has expired' });
  const [{ details } = { details: null }] = await database.delivery.findMany({ where: { id: asked.id } });
  expect(details).not.toHaveProperty('token');
  expect(mailsTo(email)).toEqual([]);
});

test('a link to an address the server refuses is forgotten with it', async () => {
  const email = anyEmail();
  catcher.refuse((recipient) => (recipient === email ? { code: 550, message: 'No such mailbox' } : undefined));
  const asked = linkRequest('account.password-reset-requested.v1', { email });
  await publish(vhost.url, [asked]);
  await deliveryIs(asked.id, { state: 'FAILED' });
  const [{ details } = { details: null }] = await database.delivery.findMany({ where: { id: asked.id } });
  expect(details).not.toHaveProperty('token');
  catcher.refuse(null);
});

test('who wants no mails about joins gets none, by the newest word of theirs', async () => {
  const talk = event();
  const quiet = person({ mutedMails: ['JOINS'] });
  const back = person({ mutedMails: ['JOINS'] });
  const backAgain = person({ userId: back.aggregateId, email: back.data.email, sequence: 2 });
  const asked = [quiet, back].map(({ aggregateId: userId }) =>
    join('join.confirmed.v1', { userId, eventId: talk.aggregateId }),
  );
  await publish(vhost.url, [quiet, back, backAgain, talk, ...asked]);
  await mailTo(back.data.email);
  await deliveryIs(asked[0]!.id, { state: 'DROPPED', lastError: 'not wanted' });
  expect(mailsTo(quiet.data.email)).toEqual([]);
});

test('an address that wasn’t shown to be the person’s gets no word of their choice', async () => {
  const talk = event();
  const stranger = person({ name: 'Buy pills at pills.example', emailVerified: false });
  const own = person({ name: 'Ada' });
  const joins = [stranger, own].map(({ aggregateId: userId }) =>
    join('join.confirmed.v1', { userId, eventId: talk.aggregateId }),
  );
  await publish(vhost.url, [stranger, own, talk, ...joins]);
  const toStranger = await mailTo(stranger.data.email);
  expect(JSON.stringify(toStranger)).not.toContain('pills');
  expect(toStranger.text).toContain('Hello,');
  const toOwn = await mailTo(own.data.email);
  expect(toOwn.text).toContain('Hi Ada,');
  expect(JSON.stringify(toOwn.to)).toContain('Ada');
});

test('an address that nobody has verified gets ten mails about events a day, and a verified one all', async () => {
  const [typed, shown] = [person({ email: anyEmail() }), person({ email: anyEmail() })];
  typed.data.emailVerified = false;
  const talk = event();
  const joins = [typed, shown].flatMap(({ aggregateId: userId }) =>
    Array.from({ length: 14 }, () => join('join.confirmed.v1', { userId, eventId: talk.aggregateId })),
  );
  await publish(vhost.url, [typed, shown, talk, ...joins]);
  await eventually(async () => {
    expect(await database.delivery.count({ where: { userId: shown.aggregateId, state: 'SENT' } })).toBe(14);
    expect(await database.delivery.count({ where: { userId: typed.aggregateId, state: 'PENDING' } })).toBe(0);
  });
  expect(mailsTo(typed.data.email)).toHaveLength(10);
  expect(await database.delivery.count({ where: { userId: typed.aggregateId, state: 'DROPPED' } })).toBe(4);
});

test('an invitation is mailed once to whatever address, in the language of who asks, and its token is then forgotten', async () => {
  const email = anyEmail();
  const inviter = person({ locale: 'de' });
  await publish(vhost.url, [inviter]);
  await eventually(async () =>
    expect(await database.recipient.count({ where: { userId: inviter.data.userId } })).toBe(1),
  );
  const asked = staffInvited({ email, invitedBy: inviter.data.userId });
  await publish(vhost.url, [asked, asked]);
  const mail = await mailTo(email);
  expect(mail.subject).toBe('Hilfst du bei Night of maps?');
  expect(mail.text).toContain(`https://city.test/staff-invitation#token=${asked.data.token}`);
  await deliveryIs(asked.id, { state: 'SENT', address: email });
  const sent = await database.delivery.findUniqueOrThrow({ where: { id: asked.id } });
  expect(JSON.stringify(sent.details)).not.toContain(asked.data.token);
  expect(mailsTo(email)).toHaveLength(1);
});

test('an invitation that came too late to be accepted is not mailed', async () => {
  const asked = staffInvited({ email: anyEmail(), expiresAt: new Date(Date.now() - 1_000) });
  await publish(vhost.url, [asked]);
  await deliveryIs(asked.id, { state: 'DROPPED', lastError: 'its link has expired' });
});

test('an invitation is forgotten with the account of its address, and with that of who sent it', async () => {
  const [reader, inviter] = [person(), person()];
  const toReader = staffInvited({ email: reader.data.email });
  const fromInviter = staffInvited({ email: anyEmail(), invitedBy: inviter.data.userId });
  const other = staffInvited({ email: anyEmail() });
  const all = [toReader, fromInviter, other];
  await publish(vhost.url, [reader, inviter, ...all]);
  for (const { id } of all) await deliveryIs(id, { state: 'SENT' });
  await publish(vhost.url, [deleted(reader.data.userId), deleted(inviter.data.userId)]);
  await eventually(async () => {
    const left = await database.delivery.findMany({ where: { id: { in: all.map(({ id }) => id) } } });
    expect(left.map(({ id }) => id)).toEqual([other.id]);
  });
});
