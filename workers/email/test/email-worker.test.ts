import { randomUUID } from 'node:crypto';
import { type BrokerConnection, connectBroker } from '@cityevents/messaging/broker-connection';
import { queueOf } from '@cityevents/messaging/topology';
import { createNotificationsDatabase, type NotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { type MailCatcher, startMailCatcher } from '@cityevents/testing/smtp';
import { eventually } from '@cityevents/testing/wait';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEmailWorker } from '../src/email-worker.ts';
import { event, join, person, publish } from './facts.ts';

const logger = pino({ level: 'silent' });
let testDatabase: TestDatabase;
let database: NotificationsDatabase;
let vhost: TestVhost;
let connection: BrokerConnection;
let catcher: MailCatcher;
const workers: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  [testDatabase, vhost, catcher] = await Promise.all([
    createTestDatabase('notifications'),
    createTestVhost(),
    startMailCatcher(),
  ]);
  database = createNotificationsDatabase(testDatabase.url);
  connection = await connectBroker({ url: vhost.url, name: 'email-test', logger });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  catcher.refuse(null);
  await database.delivery.deleteMany();
});
afterAll(async () => {
  await connection?.close();
  await database?.$disconnect();
  await Promise.all([catcher?.close(), vhost?.delete(), testDatabase?.drop()]);
});

function start(): void {
  workers.push(
    startEmailWorker({
      database,
      connection,
      logger,
      smtpUrl: catcher.url,
      mailFrom: 'CityEvents <tickets@cityevents.test>',
      publicUrl: 'https://city.test',
    }),
  );
}

const mailsTo = (email: string) => catcher.mails.filter((caught) => caught.recipients.includes(email));
/** Many mails take a busy machine long. */
const PATIENT = { timeoutMs: 100_000 };
const settled = () =>
  eventually(async () => {
    expect(await vhost.depth(queueOf('email'))).toBe(0);
    expect(await database.delivery.count({ where: { state: 'PENDING' } })).toBe(0);
  }, PATIENT);

test('a mail that is asked for before its person and event are known waits for them, then goes once', async () => {
  const ada = person();
  const talk = event();
  const asked = join('join.confirmed.v1', { userId: ada.aggregateId, eventId: talk.aggregateId });
  start();
  await publish(vhost.url, [asked]);
  await eventually(async () => expect(await database.delivery.count({ where: { state: 'PENDING' } })).toBe(1));
  await publish(vhost.url, [ada, ada]);
  await eventually(async () => expect(await database.recipient.count({ where: { userId: ada.aggregateId } })).toBe(1));
  expect(await database.delivery.findFirst()).toMatchObject({ state: 'PENDING', attempts: 0 });

  await publish(vhost.url, [talk, asked]);
  const { mail, sender } = await catcher.waitFor(({ recipients }) => recipients.includes(ada.data.email));
  await settled();
  expect(mailsTo(ada.data.email).length).toBe(1);
  expect(sender).toBe('tickets@cityevents.test');
  expect(mail.messageId).toBe(`<${asked.id}@cityevents>`);
  expect(mail.subject).toBe("You're in: Rust for Cyclists");
  for (const part of [mail.text, mail.html]) {
    expect(part).toContain('Rust for Cyclists');
    expect(part).toContain('1 December 2036');
    expect(part).toContain('19:00–21:00 CET (Europe/Berlin)');
    expect(part).toContain('c-base, Berlin, Germany');
    expect(part).toContain(`https://city.test/events/${talk.aggregateId}`);
  }
  expect(await database.delivery.findFirst()).toMatchObject({ state: 'SENT', attempts: 1, lastError: null });
});

test('the newest facts win, whatever order they come in', async () => {
  const userId = randomUUID();
  const eventId = randomUUID();
  const newest = person({ userId, sequence: 3, email: 'new@example.test', name: 'Ada L.' });
  await publish(vhost.url, [
    newest,
    person({ userId, sequence: 1, email: 'old@example.test' }),
    event({ eventId, sequence: 2, title: 'New title' }),
    event({ eventId, sequence: 1, title: 'Old title' }),
  ]);
  start();
  await eventually(async () => expect(await database.mailEvent.count({ where: { eventId } })).toBe(1));
  // A second batch, so that what is stored is compared too.
  await publish(vhost.url, [
    person({ userId, sequence: 2, email: 'old@example.test' }),
    event({ eventId, sequence: 1, title: 'Old title' }),
    join('join.promoted.v1', { userId, eventId }),
  ]);
  const { mail } = await catcher.waitFor(({ recipients }) => recipients.includes('new@example.test'));
  expect(mail.subject).toBe('A seat is yours: New title');
  expect(mail.text).toContain('Hi Ada L.,');
  expect(mailsTo('old@example.test')).toEqual([]);
});

test('two workers send each of many mails once; waitlisted says the position and comes before promoted', async () => {
  const talk = event();
  const people = Array.from({ length: 200 }, () => person());
  const waits = people.map(({ aggregateId: userId }, index) =>
    join('join.waitlisted.v1', { userId, eventId: talk.aggregateId, position: index + 1 }),
  );
  const promoted = join('join.promoted.v1', { userId: people[0]!.aggregateId, eventId: talk.aggregateId });
  // Both wait for the event. Ids made in one millisecond come in any order, here in the wrong one.
  waits[0]!.id = '019a0000-0000-7000-8000-000000000002';
  promoted.id = '019a0000-0000-7000-8000-000000000001';
  start();
  start();
  await publish(vhost.url, [promoted, ...waits, ...people, ...waits]);
  await eventually(async () => expect(await database.delivery.count()).toBe(201), PATIENT);
  await publish(vhost.url, [talk]);
  await settled();

  for (const [index, { data }] of people.slice(1).entries()) {
    const subjects = mailsTo(data.email).map(({ mail }) => mail.subject);
    expect(subjects).toEqual([`You're number ${index + 2} in line for Rust for Cyclists`]);
  }
  expect(mailsTo(people[0]!.data.email).map(({ mail }) => mail.subject)).toEqual([
    "You're number 1 in line for Rust for Cyclists",
    'A seat is yours: Rust for Cyclists',
  ]);
}, 120_000);

test('an address the server refuses for good is recorded, one it refuses for now is tried again', async () => {
  const gone = person({ email: 'gone@example.test' });
  const busy = person({ email: 'busy@example.test' });
  const unmailable = person({ email: 'not an address' });
  const fine = person();
  const talk = event();
  catcher.refuse((recipient) => {
    if (recipient === 'gone@example.test') return { code: 550, message: 'No such mailbox' };
    if (recipient === 'busy@example.test') return { code: 451, message: 'Try again later' };
    return undefined;
  });
  const people = [gone, busy, unmailable, fine];
  start();
  await publish(vhost.url, [
    talk,
    ...people,
    ...people.map(({ aggregateId }) => join('join.confirmed.v1', { userId: aggregateId, eventId: talk.aggregateId })),
  ]);
  const deliveryOf = (userId: string) => database.delivery.findFirstOrThrow({ where: { userId } });
  await eventually(async () => {
    expect(await deliveryOf(gone.aggregateId)).toMatchObject({
      state: 'FAILED',
      attempts: 1,
      lastError: expect.stringContaining('550 No such mailbox'),
    });
    expect(await deliveryOf(unmailable.aggregateId)).toMatchObject({ state: 'FAILED' });
    expect(await deliveryOf(fine.aggregateId)).toMatchObject({ state: 'SENT' });
    expect(await deliveryOf(busy.aggregateId)).toMatchObject({
      state: 'PENDING',
      attempts: 1,
      lastError: expect.stringContaining('451'),
    });
  });
  expect((await deliveryOf(busy.aggregateId)).nextAttemptAt.getTime()).toBeGreaterThan(Date.now() + 1_000);

  catcher.refuse(null);
  await database.$executeRaw`UPDATE deliveries SET next_attempt_at = now() WHERE state = 'PENDING'`;
  await catcher.waitFor(({ recipients }) => recipients.includes('busy@example.test'));
  await settled();
  expect(mailsTo('gone@example.test')).toEqual([]);
});

test('while the mail server is away mails wait and spend no attempts', async () => {
  const away = await startMailCatcher();
  await away.close();
  const ada = person();
  const talk = event();
  workers.push(
    startEmailWorker({ database, connection, logger, smtpUrl: away.url, mailFrom: 'a@b.test', publicUrl: 'http://c' }),
  );
  await publish(vhost.url, [
    ada,
    talk,
    join('join.confirmed.v1', { userId: ada.aggregateId, eventId: talk.aggregateId }),
  ]);
  await eventually(async () => {
    const delivery = await database.delivery.findFirst();
    expect(delivery).toMatchObject({
      state: 'PENDING',
      attempts: 0,
      lastError: expect.stringContaining('ECONNREFUSED'),
    });
  });
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  start();
  await database.$executeRaw`UPDATE deliveries SET next_attempt_at = now()`;
  await catcher.waitFor(({ recipients }) => recipients.includes(ada.data.email));
  await settled();
});

test('a worker forgets messages received more than a month ago', async () => {
  const messageId = randomUUID();
  const receivedAt = new Date(Date.now() - 31 * 86_400_000);
  await database.inboxMessage.create({ data: { aggregateId: randomUUID(), consumer: 'email', messageId, receivedAt } });
  start();
  await eventually(async () => expect(await database.inboxMessage.count({ where: { messageId } })).toBe(0));
});
