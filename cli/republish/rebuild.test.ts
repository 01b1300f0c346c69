import { spawn } from 'node:child_process';
import { randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
import { registerPeopleTx } from '@cityevents/auth/people/register-person';
import { startEmailWorker } from '@cityevents/email/email-worker';
import { cancelEvent } from '@cityevents/events/event-lifecycle/cancel-event';
import { createEvent } from '@cityevents/events/event-lifecycle/create-event';
import { publishEvent } from '@cityevents/events/event-lifecycle/publish-event';
import { tellStaffTx } from '@cityevents/events/staff/tell-staff';
import { applyMessages } from '@cityevents/feed/consume/apply-messages';
import { applyMessage } from '@cityevents/joins/consume/apply-message';
import { SeatEngine } from '@cityevents/joins/seats/seat-engine';
import type { SeatOutcome, SeatRequest } from '@cityevents/joins/seats/seat-request';
import { type BrokerConnection, connectBroker } from '@cityevents/messaging/broker-connection';
import { startConsumer } from '@cityevents/messaging/consume';
import { startRelay } from '@cityevents/outbox-relay/relay';
import { createAuthDatabase } from '@cityevents/prisma/auth';
import { databaseNames, urlVariable } from '@cityevents/prisma/databases';
import { createEventsDatabase } from '@cityevents/prisma/events';
import { createFeedDatabase } from '@cityevents/prisma/feed';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { createNotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase } from '@cityevents/testing/database';
import { createTestVhost, type TestVhost } from '@cityevents/testing/rabbitmq';
import { type MailCatcher, startMailCatcher } from '@cityevents/testing/smtp';
import { eventually } from '@cityevents/testing/wait';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { republish } from './republish.ts';
import { openSource, owners } from './sources.ts';

// The whole way, from the owners' tables through outbox, relay and broker to the consumers' tables, with none of the processes.

const logger = pino({ level: 'silent' });
const made = await Promise.all(databaseNames.map(async (name) => [name, await createTestDatabase(name)] as const)).then(
  (entries) =>
    Object.fromEntries(entries) as Record<(typeof databaseNames)[number], { url: string; drop(): Promise<void> }>,
);
const auth = createAuthDatabase(made.auth.url);
const events = createEventsDatabase(made.events.url);
const joins = createJoinsDatabase(made.joins.url);
const feed = createFeedDatabase(made.feed.url);
const notifications = createNotificationsDatabase(made.notifications.url);
const engine = new SeatEngine(joins, logger, () => {});
let vhost: TestVhost;
let connection: BrokerConnection;
let catcher: MailCatcher;
let running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  [vhost, catcher] = await Promise.all([createTestVhost(), startMailCatcher()]);
  connection = await connectBroker({ url: vhost.url, name: 'rebuild-test', logger });
  running = [
    ...owners.map((owner) => startRelay({ owner, databaseUrl: made[owner].url, connection, logger })),
    startConsumer({
      connection,
      consumer: 'joins',
      logger,
      handle: (message) => applyMessage(joins, engine, message),
    }),
    startConsumer({
      connection,
      consumer: 'feed',
      logger,
      handleBatch: (messages) => applyMessages(feed, messages),
    }),
    startEmailWorker({
      database: notifications,
      connection,
      logger,
      smtpUrl: catcher.url,
      mailFrom: 'CityEvents <tickets@cityevents.test>',
      publicUrl: 'https://city.test',
    }),
  ];
});
afterAll(async () => {
  await Promise.all(running.map((part) => part.stop()));
  await connection?.close();
  for (const database of [auth, events, joins, feed, notifications]) await database.$disconnect();
  await Promise.all([catcher?.close(), vhost?.delete(), ...Object.values(made).map(({ drop }) => drop())]);
});

/** Facts told until now; each owner numbers those of a thing from 1 on. */
async function told(): Promise<number> {
  const sums = await Promise.all([
    auth.person.aggregate({ _sum: { sequence: true } }),
    events.event.aggregate({ _sum: { sequence: true } }),
    joins.eventCapacity.aggregate({ _sum: { sequence: true } }),
  ]);
  return sums.reduce((sum, { _sum }) => sum + Number(_sum.sequence ?? 0), 0);
}

/** Of those, the ones that were told before the consumers' databases were wiped. */
let toldBeforeWipe = 0;

/** Every fact told has had its effect, and every mail that was asked for is sent. */
const settled = () =>
  eventually(
    async () => {
      const expected = (await told()) - toldBeforeWipe;
      expect(await feed.inboxMessage.count()).toBe(expected);
      expect(await notifications.inboxMessage.count()).toBe(expected);
      expect(await joins.person.count()).toBe(await auth.person.count());
      expect(await joins.eventStaff.count()).toBe(await events.staffMember.count());
      expect(await notifications.delivery.count({ where: { state: 'PENDING' } })).toBe(0);
    },
    { timeoutMs: 60_000, everyMs: 200 },
  );

/** All that was told to the consumers, but for the numbers by which they tell old from new. */
async function known() {
  return {
    events: await feed.feedEvent.findMany({
      omit: { eventSequence: true, scoredAt: true, dueAt: true, trendScore: true },
      orderBy: { eventId: 'asc' },
    }),
    seats: await feed.feedSeats.findMany({ omit: { joinSequence: true }, orderBy: { eventId: 'asc' } }),
    joins: await feed.feedJoin.findMany({ omit: { sequence: true }, orderBy: [{ eventId: 'asc' }, { userId: 'asc' }] }),
    tastes: await feed.feedPerson.findMany({ omit: { sequence: true }, orderBy: { userId: 'asc' } }),
    names: await joins.person.findMany({ omit: { sequence: true }, orderBy: { userId: 'asc' } }),
    staff: await joins.eventStaff.findMany({ orderBy: [{ eventId: 'asc' }, { userId: 'asc' }] }),
    people: await notifications.recipient.findMany({ omit: { sequence: true }, orderBy: { userId: 'asc' } }),
    attendances: await notifications.attendance.findMany({
      omit: { sequence: true },
      orderBy: [{ eventId: 'asc' }, { userId: 'asc' }],
    }),
    // That an event was called off is news once, and not when it is told anew.
    mailEvents: await notifications.mailEvent.findMany({
      omit: { sequence: true, cancellationIsNews: true },
      orderBy: { eventId: 'asc' },
    }),
  };
}

async function wipeConsumers(): Promise<void> {
  toldBeforeWipe = await told();
  await feed.$executeRaw`TRUNCATE feed_events, feed_seats, feed_joins, feed_people, forgotten_people, inbox`;
  await joins.$executeRaw`TRUNCATE people, event_staff`;
  await notifications.$executeRaw`TRUNCATE recipients, mail_events, deliveries, attendances, inbox`;
}

async function openEvent(organizerId: string, title: string, capacity: number): Promise<string> {
  const times = { startsAt: new Date('2031-05-04T19:00Z'), endsAt: new Date('2031-05-04T22:00Z') };
  const input = { title, timezone: 'Europe/Vienna', capacity, ...times };
  const created = await createEvent(events, organizerId, input);
  if (!('event' in created) || !created.event) throw new Error(JSON.stringify(created));
  const { id } = created.event;
  await publishEvent(events, { userId: organizerId, emailVerified: true }, id);
  await eventually(async () => expect(await joins.eventCapacity.count({ where: { eventId: id } })).toBe(1));
  return id;
}

/** Puts people on the event's staff, as if they had accepted an invitation. */
async function addStaff(eventId: string, invitedBy: string, userIds: string[]): Promise<void> {
  const now = new Date();
  await events.$transaction(async (tx) => {
    await tx.staffMember.createMany({
      data: userIds.map((userId, i) => ({
        id: randomUUIDv7(),
        eventId,
        userId,
        role: i === 0 ? ('MANAGER' as const) : ('DOOR' as const),
        expiresAt: now,
        invitedBy,
        invitedAt: now,
        acceptedAt: now,
      })),
    });
    await tellStaffTx(tx, await tx.event.findUniqueOrThrow({ where: { id: eventId } }), now);
  });
}

/** Asks for all at once. */
async function submitAll(eventId: string, requests: SeatRequest[]): Promise<SeatOutcome[]> {
  const outcomes = await Promise.all(requests.map((request) => engine.submit(eventId, request)));
  expect(outcomes.filter(({ kind }) => kind === 'refused')).toEqual([]);
  return outcomes;
}

/** The command, as a person starts it. */
async function command(...args: string[]): Promise<{ code: number; said: string }> {
  const environment = Object.fromEntries(databaseNames.map((name) => [urlVariable[name], made[name].url]));
  const child = spawn(process.execPath, [`${import.meta.dirname}/main.ts`, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

async function tellAnew(owner: (typeof owners)[number]): Promise<void> {
  expect(await command(owner)).toEqual({ code: 0, said: expect.stringContaining('messages queued') });
}

test('feed and mail, wiped and told anew, know what they knew before; nobody is mailed again, and later facts follow', async () => {
  const people = await auth.$transaction((tx) =>
    registerPeopleTx(
      tx,
      Array.from({ length: 260 }, (_, i) => ({
        email: `person-${i}@example.test`,
        displayName: `Person ${i}`,
        passwordHash: 'x',
        emailVerifiedAt: new Date(),
      })),
    ),
  );
  const [organizer, ...attendees] = people.map(({ id }) => id) as [string, ...string[]];
  const popular = await openEvent(organizer, 'Popular', 240);
  const quiet = await openEvent(organizer, 'Quiet', 5);
  const calledOff = await openEvent(organizer, 'Called off', 5);
  await openEvent(organizer, 'Empty', 3);
  await submitAll(
    popular,
    attendees.map((userId) => ({ kind: 'join', userId })),
  );
  await submitAll(
    popular,
    attendees.slice(0, 7).map((userId) => ({ kind: 'leave', userId })),
  );
  await submitAll(quiet, [{ kind: 'join', userId: attendees[0]! }]);
  await submitAll(calledOff, [{ kind: 'join', userId: attendees[1]! }]);
  await submitAll(popular, [{ kind: 'checkIn', userId: organizer, attendeeId: attendees[9]!, joinId: null }]);
  await addStaff(popular, organizer, attendees.slice(0, 3));
  await addStaff(calledOff, organizer, attendees.slice(2, 3));
  await cancelEvent(events, organizer, calledOff);
  await settled();
  const before = await known();
  expect(before.joins.length).toBe(261);
  expect(new Set(before.joins.map(({ status }) => status))).toEqual(
    new Set(['CONFIRMED', 'WAITLISTED', 'CANCELLED', 'CHECKED_IN']),
  );
  const mailsBefore = catcher.mails.length;
  expect(mailsBefore).toBeGreaterThan(260);

  await wipeConsumers();
  // Without this, the comparison below could not fail.
  expect(await known()).not.toEqual(before);
  for (const owner of owners) await tellAnew(owner);
  await settled();
  expect(await known()).toEqual(before);
  expect(catcher.mails.length).toBe(mailsBefore);

  // Told once more to those who know it all.
  await tellAnew('joins');
  await submitAll(quiet, [{ kind: 'leave', userId: attendees[0]! }]);
  await settled();
  const left = await feed.feedJoin.findFirst({ where: { eventId: quiet, userId: attendees[0]! } });
  expect(left).toMatchObject({ status: 'CANCELLED' });
  expect(await feed.feedSeats.findUnique({ where: { eventId: quiet } })).toMatchObject({ taken: 0 });
  expect(catcher.mails.length).toBe(mailsBefore);
}, 120_000);

test('stopped anywhere, it goes on from there and tells the rest', async () => {
  await settled();
  const before = await known();
  await wipeConsumers();
  for (const owner of ['events', 'auth'] as const) await tellAnew(owner);
  const source = openSource('joins', made.joins.url);
  let after: string | undefined;
  let runs = 0;
  for (let isComplete = false; !isComplete; runs += 1) {
    const stopping = new AbortController();
    // After one batch: the first event's joins are told in two.
    const end = await republish(source, after, {
      signal: stopping.signal,
      onProgress: ({ messages }) => messages > 0 && stopping.abort(),
    });
    ({ after, isComplete } = end);
  }
  await source.close();
  expect(runs).toBeGreaterThan(4);
  await settled();
  expect(await known()).toEqual(before);
}, 120_000);

test.each([
  [['people'], 'Say whose state: auth, events, joins.'],
  [[], 'Say whose state: auth, events, joins.'],
  [['auth', '--after', 'everybody'], '--after: must be a position'],
  [['events', '--after', `${randomUUIDv7()}/${randomUUIDv7()}`], '--after: must be a position'],
])('%j is refused: %s', async (args, words) => {
  expect(await command(...args)).toEqual({ code: 1, said: expect.stringContaining(words) });
});
