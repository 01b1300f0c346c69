import { randomUUID } from 'node:crypto';
import type { Message } from '@cityevents/messages/message';
import { createNotificationsDatabase, type NotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetOldMails } from '../src/forget-old-mails.ts';
import { recordMessagesTx } from '../src/record-messages.ts';
import { calledOff, event, join, letter, person } from './facts.ts';

let testDatabase: TestDatabase;
let database: NotificationsDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase('notifications');
  database = createNotificationsDatabase(testDatabase.url);
});
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const record = (...messages: Message[]) => database.$transaction((tx) => recordMessagesTx(tx, messages));

/** A mail of which the last attempt ended, or would begin, so long ago. */
async function mail(facts: {
  days: number;
  kind?: string;
  eventId?: string | null;
  state?: 'PENDING' | 'SENT' | 'FAILED' | 'DROPPED';
}): Promise<string> {
  const { days, kind = 'confirmed', eventId = null, state = 'SENT' } = facts;
  const id = randomUUID();
  const at = daysAgo(days);
  const sentAt = state === 'SENT' ? at : null;
  const lastError = state === 'FAILED' || state === 'DROPPED' ? 'refused' : null;
  await database.delivery.create({
    data: {
      id,
      kind,
      userId: randomUUID(),
      eventId,
      state,
      sequence: 1,
      details: {},
      createdAt: at,
      nextAttemptAt: at,
      sentAt,
      lastError,
    },
  });
  return id;
}

test('what organizers wrote is forgotten after a month', async () => {
  const talk = event();
  const { eventId } = talk.data;
  const [old, recent] = [letter(eventId), letter(eventId)];
  await record(talk, old, recent);
  await database.letter.update({ where: { id: old.id }, data: { createdAt: daysAgo(31) } });
  await forgetOldMails(database);
  expect((await database.letter.findMany()).map(({ id }) => id)).toEqual([recent.id]);
});

test('of mails those are forgotten that nobody will send, long after them and their event', async () => {
  const over = event({ startsAt: daysAgo(92).toISOString(), endsAt: daysAgo(91).toISOString() });
  const recent = event({ startsAt: daysAgo(90).toISOString(), endsAt: daysAgo(89).toISOString() });
  await record(over, recent);
  const [ofOver, ofRecent] = [over.data.eventId, recent.data.eventId];
  const old = [
    await mail({ days: 91 }),
    await mail({ days: 91, state: 'FAILED', eventId: ofOver }),
    await mail({ days: 91, state: 'DROPPED', eventId: ofOver }),
    await mail({ days: 46, kind: 'staff-invitation' }),
  ];
  const kept = [
    await mail({ days: 89 }),
    await mail({ days: 91, state: 'PENDING' }),
    await mail({ days: 91, eventId: ofRecent }),
    await mail({ days: 89, eventId: ofOver }),
    await mail({ days: 44, kind: 'staff-invitation' }),
  ];
  expect(await forgetOldMails(database)).toBe(old.length);
  const left = await database.delivery.findMany();
  expect(left.map(({ id }) => id).sort()).toEqual(kept.sort());
});

test('a fact that is told again after its mails are forgotten becomes no second mail', async () => {
  const ada = person();
  const talk = event({ startsAt: daysAgo(92).toISOString(), endsAt: daysAgo(91).toISOString() });
  const { eventId } = talk.data;
  const off = calledOff(talk);
  await record(ada, talk, join('join.confirmed.v1', { userId: ada.aggregateId, eventId }), off);
  await database.delivery.deleteMany({ where: { eventId } });
  await record({ ...off, id: randomUUID() });
  expect(await database.delivery.count({ where: { eventId } })).toBe(0);
});
