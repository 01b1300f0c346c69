import { randomUUIDv7 } from 'node:crypto';
import type { Message } from '@cityevents/messages/message';
import { createLogger } from '@cityevents/service/logger';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishAllDue, publishDue } from '../src/publishing/publish-due.ts';
import { type EventsUnderTest, inHours, newPerson, startEventsUnderTest } from './events-under-test.ts';
import { newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

const logger = createLogger('publishing-test', 'silent');
/** Has the draft's moment come: as if it had been set before. */
const fallsDue = (id: string) =>
  events.database.event.update({ where: { id }, data: { publishAt: new Date(Date.now() - 1_000) } });

function person(userId: string, sequence: number, emailVerified: boolean): Message {
  const snapshot = { email: 'a@example.org', displayName: 'A', interests: [], homeCity: null, timezone: null };
  return {
    id: randomUUIDv7(),
    type: 'person.updated.v1',
    owner: 'auth',
    aggregateId: userId,
    sequence,
    occurredAt: new Date().toISOString(),
    data: { userId, emailVerified, locale: null, mutedMails: [], unsubscribeKey: null, ...snapshot },
  };
}

async function hears(message: Message): Promise<void> {
  await events.publish(message);
  await eventually(async () =>
    expect(await events.database.inboxMessage.count({ where: { messageId: message.id } })).toBe(1),
  );
}

test('a draft publishes itself when its moment has come, as its organizer would have done, and says so once', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create({ capacity: 7 });
  const at = inHours(2);
  expect(await organizer.schedule(id, at)).toMatchObject({ status: 'DRAFT', publishAt: at, publishRefusal: null });
  expect(await newOrganizer(events).read(id)).toBeNull();

  await fallsDue(id);
  await eventually(async () => expect((await organizer.read(id))?.status).toBe('PUBLISHED'));
  expect(await organizer.read(id)).toMatchObject({ publishAt: null, publishRefusal: null });
  expect(
    (await events.messagesOf(id)).map(({ type, sequence, data }) => [type, sequence, data.openingCapacity]),
  ).toEqual([['event.published.v1', 1, 7]]);
  const log = await organizer.logOf(id);
  expect(log?.map(({ action, actor }) => [action, actor?.id])).toEqual([
    ['PUBLISHED', organizer.userId],
    ['PUBLISHING_SCHEDULED', organizer.userId],
    ['CREATED', organizer.userId],
  ]);
  expect(log?.[1]?.changes).toEqual([{ field: 'publishAt', before: null, after: at }]);
});

test('many that try to publish a due draft publish it once: the others pass it by', async () => {
  const organizer = newOrganizer(events);
  const drafts = await Promise.all(Array.from({ length: 5 }, () => organizer.create()));
  for (const { id } of drafts) await organizer.schedule(id, inHours(2));
  // By a clock of their own: the server's, which looks every second, doesn't see them due.
  const later = new Date(Date.now() + 3 * 3_600_000);
  await Promise.all(Array.from({ length: 6 }, () => publishAllDue(events.database, logger, later)));
  for (const { id } of drafts) {
    expect((await organizer.read(id))?.status).toBe('PUBLISHED');
    expect(await events.messagesOf(id)).toHaveLength(1);
  }
});

test('a draft that somebody holds is passed by, not waited for', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await organizer.schedule(id, inHours(2));
  const later = new Date(Date.now() + 3 * 3_600_000);
  await events.database.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM events WHERE id = ${id}::uuid FOR UPDATE`;
    expect(await publishDue(events.database, id, later)).toBeNull();
  });
  expect(await publishDue(events.database, id, later)).toBe('published');
  expect(await publishDue(events.database, id, later)).toBeNull();
});

test('one that can’t be written keeps no other one back', async () => {
  const organizer = newOrganizer(events);
  const [bad, good] = [await organizer.create({ title: 'Bad' }), await organizer.create({ title: 'Good' })];
  await organizer.schedule(bad.id, inHours(1));
  await organizer.schedule(good.id, inHours(2));
  await events.database.$executeRawUnsafe(
    `ALTER TABLE outbox ADD CONSTRAINT bad CHECK (aggregate_id <> '${bad.id}') NOT VALID`,
  );
  const later = new Date(Date.now() + 3 * 3_600_000);
  await publishAllDue(events.database, logger, later);
  await events.database.$executeRaw`ALTER TABLE outbox DROP CONSTRAINT bad`;
  expect((await organizer.read(good.id))?.status).toBe('PUBLISHED');
  expect((await organizer.read(bad.id))?.status).toBe('DRAFT');
  await publishAllDue(events.database, logger, later);
  expect((await organizer.read(bad.id))?.status).toBe('PUBLISHED');
});

test('an address that isn’t verified by then leaves the draft, with the reason, until another moment is set', async () => {
  const userId = newPerson();
  const organizer = newOrganizer(events, userId, { emailVerified: false });
  const { id } = await organizer.create();
  await organizer.schedule(id, inHours(2));
  await fallsDue(id);
  await eventually(async () => expect((await organizer.read(id))?.publishRefusal).not.toBeNull());
  const refused = await organizer.read(id);
  expect(refused).toMatchObject({ status: 'DRAFT', publishRefusal: { code: 'EMAIL_NOT_VERIFIED' } });
  expect(refused?.publishRefusal?.message).toContain('open the link');
  expect(await events.messagesOf(id)).toEqual([]);
  expect((await organizer.logOf(id))?.[0]).toMatchObject({
    action: 'PUBLISHING_FAILED',
    changes: [{ field: 'publishRefusal', before: null, after: 'EMAIL_NOT_VERIFIED' }],
  });

  expect(await organizer.schedule(id, inHours(3))).toMatchObject({ publishRefusal: null });
  await hears(person(userId, 5, true));
  await hears(person(userId, 4, false));
  await fallsDue(id);
  await eventually(async () => expect((await organizer.read(id))?.status).toBe('PUBLISHED'));
});

test('who is known to be verified stays so when a token from before says otherwise', async () => {
  const userId = newPerson();
  await hears(person(userId, 2, true));
  const organizer = newOrganizer(events, userId, { emailVerified: false });
  const { id } = await organizer.create();
  await organizer.schedule(id, inHours(2));
  await fallsDue(id);
  await eventually(async () => expect((await organizer.read(id))?.status).toBe('PUBLISHED'));
});

test('a draft whose end has passed meanwhile is not published', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await organizer.schedule(id, inHours(2));
  await events.database.event.update({ where: { id }, data: { startsAt: inHours(-3), endsAt: inHours(-1) } });
  await fallsDue(id);
  await eventually(async () => expect((await organizer.read(id))?.publishRefusal?.code).toBe('EVENT_OVER'));
});

test('a moment can be taken back, and goes when the draft is published or thrown away', async () => {
  const organizer = newOrganizer(events);
  const [first, second, third] = [await organizer.create(), await organizer.create(), await organizer.create()];
  for (const { id } of [first, second, third]) await organizer.schedule(id, inHours(2));
  expect((await organizer.schedule(first.id, null)).publishAt).toBeNull();
  expect((await organizer.publish(second.id)).publishAt).toBeNull();
  expect((await organizer.cancel(third.id)).publishAt).toBeNull();
  await publishAllDue(events.database, logger, new Date(Date.now() + 3 * 3_600_000));
  expect((await organizer.read(first.id))?.status).toBe('DRAFT');
  expect((await organizer.read(third.id))?.status).toBe('CANCELLED');
});

test('setting the same moment again is no deed', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  const at = inHours(2);
  await organizer.schedule(id, at);
  await organizer.schedule(id, at);
  expect(await organizer.logOf(id)).toHaveLength(2);
});

test('a moment that won’t do is refused by name', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  for (const [publishAt, reason] of [
    [inHours(-1), /has passed/],
    [inHours(30), /over by then/],
    ['2027-02-30T10:00:00Z', /no moment that exists: "2027-02-30T10:00:00Z"/],
    ['0001-01-01T00:00:00Z', /1900 to 2199/],
    [undefined, /a moment, or null/],
  ] as const) {
    const refusal = await organizer.refused('schedulePublishing', { eventId: id, publishAt });
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: ['input', 'publishAt'] });
    expect(refusal.message).toMatch(reason);
  }
  await organizer.publish(id);
  const refused = await organizer.refused('schedulePublishing', { eventId: id, publishAt: inHours(2) });
  expect(refused.code).toBe('ALREADY_PUBLISHED');
});
