import type { Message } from '@cityevents/messages/message';
import { createNotificationsDatabase, type NotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimDue } from '../src/deliveries.ts';
import { recordMessagesTx } from '../src/record-messages.ts';
import { remindOfNextEvent } from '../src/reminders.ts';
import { calledOff, event, join, letter, person } from './facts.ts';

let testDatabase: TestDatabase;
let database: NotificationsDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase('notifications');
  database = createNotificationsDatabase(testDatabase.url);
});
beforeEach(async () => {
  await database.delivery.deleteMany();
  await database.attendance.deleteMany();
  await database.mailEvent.deleteMany();
});
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});

const record = (...messages: Message[]) => database.$transaction((tx) => recordMessagesTx(tx, messages));
const [ada, bob, cyd] = [person(), person(), person()];
const [adaId, bobId, cydId] = [ada, bob, cyd].map(({ aggregateId }) => aggregateId) as [string, string, string];

/** Ada has a seat, Bob waits, Cyd has left; the mails about that are out. */
async function attendedBy(talk: Message & { data: { eventId: string } }): Promise<string> {
  const { eventId } = talk.data;
  await record(
    ada,
    bob,
    cyd,
    talk,
    join('join.confirmed.v1', { userId: adaId, eventId }),
    join('join.waitlisted.v1', { userId: bobId, eventId }),
    join('join.confirmed.v1', { userId: cydId, eventId }),
    join('join.cancelled.v1', { userId: cydId, eventId }),
  );
  await database.delivery.deleteMany();
  return eventId;
}
const askedFor = async (kind: string) =>
  (await database.delivery.findMany({ where: { kind } })).map(({ userId }) => userId).sort();

describe('what an organizer writes', () => {
  test.each([
    ['ALL' as const, [adaId, bobId]],
    ['CONFIRMED' as const, [adaId]],
    ['WAITLISTED' as const, [bobId]],
  ])('to %s is mailed to those who stand so, once each', async (audience, readers) => {
    const written = letter(await attendedBy(event()), audience);
    await record(written);
    await record(written);
    expect(await askedFor('organizer-wrote')).toEqual(readers.toSorted());
    const [mail] = await claimDue(database, 1, 60_000);
    expect(mail).toMatchObject({ letter: { subject: 'Bring a lamp', body: 'It is dark.' } });
  });

  test('reaches who stood so when it was written, though all facts come in one batch', async () => {
    const talk = event();
    const { eventId } = talk.data;
    const joined = join('join.confirmed.v1', { userId: adaId, eventId });
    await record(ada, talk, joined, letter(eventId));
    expect(await askedFor('organizer-wrote')).toEqual([adaId]);
  });
});

describe('a reminder', () => {
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
  /** As if so much time went by. */
  const startsIn = (eventId: string, count: number) =>
    database.mailEvent.updateMany({ where: { eventId }, data: { startsAt: hours(count) } });
  const remind = async () => {
    while (await remindOfNextEvent(database));
    return askedFor('reminder');
  };

  test('goes a day before to who has a seat, once', async () => {
    const eventId = await attendedBy(event({ startsAt: hours(30) }));
    expect(await remind()).toEqual([]);
    await startsIn(eventId, 23.9);
    expect(await remind()).toEqual([adaId]);
    await database.delivery.deleteMany();
    expect(await remind()).toEqual([]);
  });

  test('isn’t needed for what was first heard of within a day, or is over, or called off', async () => {
    await attendedBy(event({ startsAt: hours(5) }));
    expect(await remind()).toEqual([]);
    const over = await attendedBy(event({ startsAt: hours(30) }));
    await startsIn(over, -1);
    expect(await remind()).toEqual([]);
    const talk = event({ startsAt: hours(30) });
    const off = await attendedBy(talk);
    await record(calledOff(talk));
    await startsIn(off, 10);
    expect(await remind()).toEqual([]);
  });

  test('goes again before another time; not for one within a day, of which the change is told', async () => {
    const eventId = await attendedBy(event({ startsAt: hours(30) }));
    await startsIn(eventId, 23);
    expect(await remind()).toEqual([adaId]);
    await record(event({ eventId, sequence: 2, startsAt: hours(60) }));
    await database.delivery.deleteMany();
    expect(await remind()).toEqual([]);
    await startsIn(eventId, 20);
    expect(await remind()).toEqual([adaId]);
    await record(event({ eventId, sequence: 3, startsAt: hours(12) }));
    await database.delivery.deleteMany({ where: { kind: 'reminder' } });
    expect(await remind()).toEqual([]);
    expect(await askedFor('changed')).toEqual([adaId, bobId].sort());
  });

  test('is asked for once by several workers', async () => {
    const eventId = await attendedBy(event({ startsAt: hours(30) }));
    await startsIn(eventId, 2);
    const reminded = await Promise.all(Array.from({ length: 8 }, () => remindOfNextEvent(database)));
    expect(reminded.filter(Boolean)).toHaveLength(1);
    expect(await askedFor('reminder')).toEqual([adaId]);
  });
});
