import { randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import { createNotificationsDatabase, type NotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase } from '@cityevents/testing/database';
import { createTestVhost } from '@cityevents/testing/rabbitmq';
import { startMailCatcher } from '@cityevents/testing/smtp';
import { eventually } from '@cityevents/testing/wait';
import type { Report, Run } from '../report.ts';
import { Child } from './child.ts';

const entry = join(import.meta.dirname, '..', '..', 'workers', 'email', 'src', 'main.ts');
/** What the worker hands over at the same time: so many mails may be in its hands when it dies. */
const AT_ONCE = 5;

/**
 * The email worker is killed again and again while it sends, at moments between the mail server's yes and writing it down
 * among them. Leases are ended right away, as if their minute had gone by.
 */
export async function killedMailer({ mails, kills, onProgress }: Omit<Run, 'seed'> & { mails: number; kills: number }) {
  const [testDatabase, vhost, catcher] = await Promise.all([
    createTestDatabase('notifications'),
    createTestVhost(),
    startMailCatcher(),
  ]);
  const database = createNotificationsDatabase(testDatabase.url);
  const start = () =>
    new Child(entry, {
      LOG_LEVEL: 'warn',
      EMAIL_PORT: '0',
      NOTIFICATIONS_DATABASE_URL: testDatabase.url,
      RABBITMQ_URL: vhost.url,
      SMTP_URL: catcher.url,
    });
  let worker: Child | undefined;
  try {
    const ids = await askForMails(database, mails);
    for (let kill = 1; kill <= kills; kill += 1) {
      const enough = Math.floor((mails * kill) / (kills + 1));
      worker = start();
      await eventually(() => sent(catcher.mails.length >= enough, catcher.mails.length), { timeoutMs: 60_000 });
      await worker.kill();
      await database.delivery.updateMany({ where: { state: 'PENDING' }, data: { nextAttemptAt: new Date() } });
      onProgress?.(`${kill} of ${kills} kills, ${catcher.mails.length} mails`);
    }
    worker = start();
    await eventually(
      async () => {
        const waiting = await database.delivery.count({ where: { state: { not: 'SENT' } } });
        sent(waiting === 0, mails - waiting);
      },
      { timeoutMs: 120_000 },
    );
    await worker.stop();
    return report(
      ids,
      catcher.mails.map(({ mail }) => mail.messageId ?? ''),
      kills,
    );
  } finally {
    await worker?.kill();
    await database.$disconnect();
    await Promise.all([catcher.close(), vhost.delete(), testDatabase.drop()]);
  }
}

function sent(enough: boolean, count: number): void {
  if (!enough) throw new Error(`${count} mails were sent`);
}

/** One mail each to so many people, about one event. */
async function askForMails(database: NotificationsDatabase, count: number): Promise<string[]> {
  const eventId = randomUUIDv7();
  const people = Array.from({ length: count }, (_, i) => ({
    id: randomUUIDv7(),
    userId: randomUUIDv7(),
    number: i + 1,
  }));
  const [startsAt, endsAt] = [new Date(Date.now() + 3_600_000), new Date(Date.now() + 7_200_000)];
  const place = { city: 'Vienna', country: null, venue: null, online: false, url: null };
  await database.mailEvent.create({
    data: {
      eventId,
      title: 'Night of maps',
      startsAt,
      endsAt,
      timezone: 'UTC',
      ...place,
      state: 'PUBLISHED',
      sequence: 1,
    },
  });
  await database.recipient.createMany({
    data: people.map(({ userId, number }) => {
      return { userId, email: `${number}@chaos.test`, displayName: 'Ada', sequence: 1, emailVerified: true };
    }),
  });
  await database.delivery.createMany({
    data: people.map(({ id, userId, number }) => {
      return { id, kind: 'confirmed', userId, eventId, sequence: number, details: {} };
    }),
  });
  return people.map(({ id }) => id);
}

function report(ids: string[], messageIds: string[], kills: number): Report {
  const copies = Map.groupBy(messageIds, (messageId) => messageId);
  const asked = new Set(ids.map((id) => `<${id}@cityevents>`));
  const violations = [
    ...[...asked].filter((messageId) => !copies.has(messageId)).map((messageId) => `${messageId} never arrived`),
    ...[...copies.keys()]
      .filter((messageId) => !asked.has(messageId))
      .map((messageId) => `${messageId} was not asked for`),
    ...[...copies]
      .filter(([, mails]) => mails.length > 1 + kills)
      .map(([messageId, mails]) => `${messageId} came ${mails.length} times, of ${kills} crashes`),
  ];
  const repeated = messageIds.length - copies.size;
  if (repeated > kills * AT_ONCE)
    violations.push(`${repeated} mails came again, of ${kills} crashes with ${AT_ONCE} each`);
  return { figures: { mails: ids.length, kills, 'came again': repeated }, violations };
}
