import type { Message } from '@cityevents/messages/message';
import { createNotificationsDatabase, type NotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { composeMail } from '../src/compose-mail.ts';
import { claimDue } from '../src/deliveries.ts';
import { recordMessagesTx } from '../src/record-messages.ts';
import { calledOff, event, join, person } from './facts.ts';

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
  await database.inboxMessage.deleteMany();
});
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});

const record = (...messages: Message[]) => database.$transaction((tx) => recordMessagesTx(tx, messages));
const deliveries = async () =>
  (await database.delivery.findMany({ orderBy: [{ kind: 'asc' }, { userId: 'asc' }] })).map(({ kind, userId }) => [
    kind,
    userId,
  ]);
/** What is mailed next, composed; each once. */
async function mails() {
  const claimed = await claimDue(database, 100, 60_000);
  const sender = { publicUrl: 'https://city.test', address: 'tickets@city.test' };
  return claimed.map((delivery) => ({
    ...composeMail(delivery, sender),
    kind: delivery.kind,
    to: delivery.to.address,
  }));
}

const [ada, bob, cyd] = [person(), person(), person()];
const ids = { ada: ada.aggregateId, bob: bob.aggregateId, cyd: cyd.aggregateId };

/** Ada has a seat, Bob waits, Cyd has left. */
function joins(eventId: string): Message[] {
  return [
    join('join.confirmed.v1', { userId: ids.ada, eventId }),
    join('join.waitlisted.v1', { userId: ids.bob, eventId }),
    join('join.confirmed.v1', { userId: ids.cyd, eventId }),
    join('join.cancelled.v1', { userId: ids.cyd, eventId }),
  ];
}

describe('an event that changes', () => {
  const before = event();
  const { eventId } = before.data;

  test('is told to who has a seat or waits: what it was, and what it is', async () => {
    const later = event({ eventId, sequence: 2, startsAt: '2036-12-01T19:00:00.000Z', venue: 'Großer Saal' });
    await record(ada, bob, cyd, before, ...joins(eventId));
    await database.delivery.deleteMany();
    await record(later);
    const sent = await mails();
    expect(sent.map(({ kind, to }) => [kind, to]).sort()).toEqual(
      [
        ['changed', ada.data.email],
        ['changed', bob.data.email],
      ].sort(),
    );
    const { subject, text, icalEvent } = sent.find(({ to }) => to === ada.data.email)!;
    expect(subject).toBe('Changed: Rust for Cyclists');
    expect(text).toContain('changed when it is and where it is');
    expect(text).toMatch(
      /When:\s+.*, 20:00–21:00.*\nWhere:\s+Großer Saal, Berlin, Germany\nBefore:\s+.*, 19:00–21:00.*\nPlace before: c-base/,
    );
    expect(icalEvent).toMatchObject({ method: 'REQUEST' });
    // Who waits has no entry in their calendar.
    expect(sent.find(({ to }) => to === bob.data.email)).not.toHaveProperty('icalEvent');
  });

  test('in nothing that matters to who comes is told to nobody', async () => {
    await record(ada, before, ...joins(eventId));
    await database.delivery.deleteMany();
    const retagged = event({ eventId, sequence: 2 });
    await record({ ...retagged, data: { ...retagged.data, tags: ['rust'] } });
    expect(await deliveries()).toEqual([]);
  });

  test('is told once, however often the fact comes, and not by a fact that is older than what is known', async () => {
    const [second, third] = [
      event({ eventId, sequence: 2, title: 'Zwei' }),
      event({ eventId, sequence: 3, title: 'Drei' }),
    ];
    await record(ada, before, ...joins(eventId));
    await database.delivery.deleteMany();
    await record(third);
    await record(third);
    await record(second);
    expect((await deliveries()).filter(([, userId]) => userId === ids.ada)).toEqual([['changed', ids.ada]]);
  });
});

describe('an event that is hidden', () => {
  test('is not news; what changed meanwhile is, once it is shown again', async () => {
    const before = event();
    const { eventId } = before.data;
    const change = { eventId, title: 'Send me your money' };
    await record(ada, before, ...joins(eventId));
    await database.delivery.deleteMany();
    await record(event({ eventId, sequence: 2, hidden: true }));
    await record(event({ ...change, sequence: 3, hidden: true }));
    expect(await deliveries()).toEqual([]);
    await record(event({ ...change, sequence: 4 }));
    const [told] = await mails();
    expect(told?.kind).toBe('changed');
    expect(told?.text).toMatch(/Send me your money[\s\S]*Rust for Cyclists/);
  });

  test('stays as it was known, in whatever batches the facts come', async () => {
    const before = event();
    const { eventId } = before.data;
    const hidden = event({ eventId, sequence: 2, title: 'Send me your money', hidden: true });
    const known = async () => (await database.mailEvent.findUniqueOrThrow({ where: { eventId } })).title;
    await record(before, hidden);
    expect(await known()).toBe('Rust for Cyclists');
    await database.mailEvent.deleteMany();
    await database.inboxMessage.deleteMany();
    await record(before);
    await record(hidden);
    expect(await known()).toBe('Rust for Cyclists');
  });

  test('is called off under the title by which who comes knows it', async () => {
    const before = event();
    const { eventId } = before.data;
    await record(ada, before, ...joins(eventId));
    await database.delivery.deleteMany();
    await record(event({ eventId, sequence: 2, title: 'Send me your money', hidden: true }));
    await record(calledOff(event({ eventId, sequence: 2, title: 'Send me your money', hidden: true })));
    const [told] = await mails();
    expect(told?.subject).toBe('Called off: Rust for Cyclists');
  });
});

describe('news of an event', () => {
  const trace = (digit: string) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;
  const traces = async () => (await database.delivery.findMany()).map(({ kind, traceparent }) => [kind, traceparent]);

  test('is in the trace of what its organizer did, whichever fact comes last', async () => {
    const talk = event();
    const { eventId } = talk.data;
    await record(ada, talk, join('join.confirmed.v1', { userId: ids.ada, eventId }));
    await database.delivery.deleteMany();
    await record({ ...event({ eventId, sequence: 2, venue: 'Großer Saal' }), traceparent: trace('a') });
    expect(await traces()).toEqual([['changed', trace('a')]]);
    await database.delivery.deleteMany();
    await record({ ...calledOff(event({ eventId, sequence: 2, venue: 'Großer Saal' })), traceparent: trace('b') });
    expect(await traces()).toEqual([['cancelled', trace('b')]]);
    await database.delivery.deleteMany();
    const late = join('join.confirmed.v1', { userId: ids.bob, eventId });
    await record({ ...late, traceparent: trace('c') });
    expect((await traces()).sort()).toEqual(
      [
        ['cancelled', trace('b')],
        ['cancelled', trace('b')],
        ['confirmed', trace('c')],
      ].sort(),
    );
  });
});

describe('news that waits to be mailed', () => {
  test.each([
    ['a change', event({ sequence: 2, venue: 'Großer Saal' })],
    ['a cancellation', calledOff(event())],
  ])('of %s is stale to who leaves before, and to nobody else', async (_, news) => {
    const before = event({ eventId: news.data.eventId });
    await record(ada, bob, before, ...joins(before.data.eventId));
    await database.delivery.deleteMany();
    await record(news);
    await record(join('join.cancelled.v1', { userId: ids.bob, eventId: news.data.eventId }));
    const claimed = await claimDue(database, 10, 60_000);
    expect(new Map(claimed.map(({ to, isStale }) => [to.address, isStale]))).toEqual(
      new Map([
        [ada.data.email, false],
        [bob.data.email, true],
      ]),
    );
  });
});

describe('an event that is called off', () => {
  const talk = event();
  const off = calledOff(talk);
  const told = [
    ['cancelled', ids.ada],
    ['cancelled', ids.bob],
  ].sort();

  test('is told once to each who has a seat or waits, in whatever order and batches the facts come', async () => {
    const facts = [ada, bob, cyd, talk, off, ...joins(talk.data.eventId)];
    const orders = fc.shuffledSubarray(facts, { minLength: facts.length });
    await fc.assert(
      fc.asyncProperty(
        orders,
        fc.array(fc.integer({ min: 1, max: facts.length }), { maxLength: 4 }),
        async (order, cuts) => {
          await database.delivery.deleteMany();
          await database.attendance.deleteMany();
          await database.mailEvent.deleteMany();
          await database.inboxMessage.deleteMany();
          // Facts of one aggregate keep their order; those of different ones come in any.
          const next = new Map<string, Message[]>();
          for (const fact of facts)
            next.set(`${fact.owner} ${fact.aggregateId}`, [
              ...(next.get(`${fact.owner} ${fact.aggregateId}`) ?? []),
              fact,
            ]);
          const arriving = order.map((fact) => next.get(`${fact.owner} ${fact.aggregateId}`)!.shift()!);
          const edges = [0, ...cuts.toSorted((a, b) => a - b), arriving.length];
          for (let i = 1; i < edges.length; i += 1) await record(...arriving.slice(edges[i - 1], edges[i]));
          await record(...arriving);
          const cancelled = (await deliveries()).filter(([kind, userId]) => kind === 'cancelled' && userId !== ids.cyd);
          expect(cancelled).toEqual(told);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('when it would be over is told to nobody', async () => {
    const over = event({ startsAt: '2026-01-01T18:00:00.000Z', endsAt: '2026-01-01T20:00:00.000Z' });
    await record(ada, over, ...joins(over.data.eventId), calledOff(over));
    expect((await deliveries()).filter(([kind]) => kind === 'cancelled')).toEqual([]);
  });

  test('takes its entry out of the calendar it is in, under the same UID and a higher SEQUENCE', async () => {
    const eventId = talk.data.eventId;
    await record(ada, talk, ...joins(eventId));
    const entry = (await mails()).find(({ to }) => to === ada.data.email)!.icalEvent!;
    await database.delivery.updateMany({ data: { state: 'SENT', sentAt: new Date() } });
    await record(off);
    const gone = (await mails()).find(({ to }) => to === ada.data.email)!.icalEvent!;
    const field = (name: string, { content }: { content: string }) =>
      new RegExp(`^${name}[:;](.*)\r$`, 'm').exec(content)?.[1];
    expect([entry.method, gone.method]).toEqual(['REQUEST', 'CANCEL']);
    expect(field('UID', entry)).toBe(`${eventId}@cityevents`);
    expect(field('UID', gone)).toBe(field('UID', entry));
    expect([field('SEQUENCE', entry), field('SEQUENCE', gone)]).toEqual(['1', '2']);
    expect([field('METHOD', entry), field('METHOD', gone)]).toEqual(['REQUEST', 'CANCEL']);
    expect(field('STATUS', gone)).toBe('CANCELLED');
    expect([field('DTSTART', entry), field('DTEND', entry)]).toEqual(['20361201T180000Z', '20361201T200000Z']);
    // Long lines are folded (RFC 5545, section 3.1).
    expect(entry.content.replaceAll('\r\n ', '')).toContain(`:MAILTO:${ada.data.email}`);
  });
});
