import { randomUUID } from 'node:crypto';
import type { Message } from '@cityevents/messages/message';
import { createNotificationsDatabase, type NotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimDue } from '../src/deliveries.ts';
import { recordMessagesTx } from '../src/record-messages.ts';
import { remindOfNextEvent } from '../src/reminders.ts';
import { calledOff, event, join, letter, linkRequest, person } from './facts.ts';

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

  test.each(['one batch', 'batches of one'])('reaches who stood so when it was written, in %s', async (way) => {
    const talk = event();
    const { eventId } = talk.data;
    const facts = [
      join('join.confirmed.v1', { userId: adaId, eventId }),
      join('join.waitlisted.v1', { userId: bobId, eventId }),
      letter(eventId, 'WAITLISTED'),
      letter(eventId, 'CONFIRMED'),
      join('join.promoted.v1', { userId: bobId, eventId }),
      join('join.confirmed.v1', { userId: cydId, eventId }),
      join('join.cancelled.v1', { userId: adaId, eventId }),
    ];
    await record(ada, bob, cyd, talk);
    if (way === 'one batch') await record(...facts);
    else for (const fact of facts) await record(fact);
    const asked = await database.delivery.findMany({
      where: { kind: 'organizer-wrote' },
      orderBy: { sequence: 'asc' },
    });
    expect(asked.map(({ userId, sequence }) => [userId, Number(sequence)])).toEqual([
      [bobId, facts[2]!.sequence],
      [adaId, facts[3]!.sequence],
    ]);
  });

  test('reaches whose fact another worker records only afterwards', async () => {
    const talk = event();
    const { eventId } = talk.data;
    const joined = join('join.confirmed.v1', { userId: adaId, eventId });
    const written = letter(eventId);
    const joinedLater = join('join.confirmed.v1', { userId: bobId, eventId });
    await record(ada, bob, talk, written);
    await record(joinedLater);
    expect(await askedFor('organizer-wrote')).toEqual([]);
    await record(joined);
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

  test('waits while the event is hidden', async () => {
    const talk = event({ startsAt: hours(30) });
    const eventId = await attendedBy(talk);
    await record({ ...talk, id: randomUUID(), sequence: 2, data: { ...talk.data, hidden: true } });
    await startsIn(eventId, 20);
    expect(await remind()).toEqual([]);
    await record({ ...talk, id: randomUUID(), sequence: 3 });
    await startsIn(eventId, 20);
    expect(await remind()).toEqual([adaId]);
    // One that was asked for and not sent yet waits as well, and holds up nothing.
    const ready = async () => {
      await database.delivery.updateMany({ data: { nextAttemptAt: new Date(0) } });
      return (await claimDue(database, 10, 60_000)).map(({ kind }) => kind);
    };
    await database.delivery.deleteMany({ where: { kind: { not: 'reminder' } } });
    await record({ ...talk, id: randomUUID(), sequence: 4, data: { ...talk.data, hidden: true } });
    await record(join('join.cancelled.v1', { userId: adaId, eventId, reason: 'REMOVED' }));
    expect(await ready()).toEqual(['removed']);
    await record({ ...talk, id: randomUUID(), sequence: 5 });
    expect(await ready()).toContain('reminder');
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

  test.each([
    ['the event begins', (eventId: string) => startsIn(eventId, -0.1)],
    ['it is moved', (eventId: string) => record(event({ eventId, sequence: 2, startsAt: hours(60) }))],
    ['the person leaves', (eventId: string) => record(join('join.cancelled.v1', { userId: adaId, eventId }))],
  ])('is stale once %s', async (_, happens) => {
    const eventId = await attendedBy(event({ startsAt: hours(30) }));
    await startsIn(eventId, 2);
    await remind();
    const staleness = async () => {
      await database.delivery.updateMany({ where: { kind: 'reminder' }, data: { nextAttemptAt: new Date(0) } });
      const claimed = await claimDue(database, 10, 60_000);
      return claimed.filter(({ kind }) => kind === 'reminder').map(({ isStale }) => isStale);
    };
    expect(await staleness()).toEqual([false]);
    await happens(eventId);
    expect(await staleness()).toEqual([true]);
  });

  test('is asked for once by several workers', async () => {
    const eventId = await attendedBy(event({ startsAt: hours(30) }));
    await startsIn(eventId, 2);
    const reminded = await Promise.all(Array.from({ length: 8 }, () => remindOfNextEvent(database)));
    expect(reminded.filter(Boolean)).toHaveLength(1);
    expect(await askedFor('reminder')).toEqual([adaId]);
  });
});

test('a mail about an account goes before all those about events that are due longer', async () => {
  const talk = event();
  const { eventId } = talk.data;
  await record(ada, talk, join('join.confirmed.v1', { userId: adaId, eventId }));
  await record(linkRequest('account.password-reset-requested.v1', { email: 'ada@example.test' }));
  const kinds = async () => (await claimDue(database, 10, 60_000)).map(({ kind }) => kind);
  expect([await kinds(), await kinds()]).toEqual([['reset-password'], ['confirmed']]);
});
