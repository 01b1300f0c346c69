import { randomUUIDv7 } from 'node:crypto';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JOIN, type JoinsUnderTest, LEAVE, ORGANIZER, startJoinsUnderTest } from './joins-under-test.ts';

let system: JoinsUnderTest;
beforeAll(async () => {
  system = await startJoinsUnderTest();
});
afterAll(() => system.stop());

const WRITE = `mutation ($input: MessageAttendeesInput!) { messageAttendees(input: $input) {
  event { id } recipients userErrors { code message field retryAfterSeconds }
} }`;
const letter = { subject: 'Bring a lamp', body: 'It is dark.\nSee you!' };
const write = async (eventId: string, input: object = {}, userId = ORGANIZER) =>
  (await system.ask(WRITE, { input: { eventId, ...letter, ...input } }, userId)).data.messageAttendees;
const facts = (eventId: string) =>
  system.database.outboxMessage.findMany({ where: { aggregateId: eventId }, orderBy: { sequence: 'asc' } });

/** An event with one seat, taken, and two who wait. */
async function fullEvent(): Promise<string> {
  const eventId = await system.publishedEvent();
  for (let i = 0; i < 3; i += 1) await system.ask(JOIN, { eventId }, randomUUIDv7());
  return eventId;
}

test.each([
  ['ALL', 3],
  ['CONFIRMED', 1],
  ['WAITLISTED', 2],
])(
  'what the organizer writes to %s goes to as many as there are, after all that happened before',
  async (audience, recipients) => {
    const eventId = await fullEvent();
    expect(await write(eventId, { audience })).toEqual({ event: { id: eventId }, recipients, userErrors: [] });
    const [told, deed] = (await facts(eventId)).slice(-2);
    expect(told).toMatchObject({ routingKey: 'attendees.messaged.v1', sequence: 5n });
    expect(told!.payload).toEqual({ eventId, audience, ...letter });
    expect(deed).toMatchObject({ routingKey: 'organizer.acted.v1', sequence: 6n });
    expect(deed!.payload).toMatchObject({ actorId: ORGANIZER, action: 'ATTENDEES_MESSAGED' });
    // The next join's number is the next one.
    await system.ask(JOIN, { eventId }, randomUUIDv7());
    expect((await facts(eventId)).at(-1)).toMatchObject({ routingKey: 'join.waitlisted.v1', sequence: 7n });
  },
);

test('a second message so soon is refused, with when it may be sent; nothing is told', async () => {
  const eventId = await fullEvent();
  await write(eventId);
  const before = (await facts(eventId)).length;
  const { recipients, userErrors } = await write(eventId);
  expect(recipients).toBeNull();
  expect(userErrors).toEqual([
    {
      code: 'TOO_SOON',
      message: expect.stringMatching(/less than 10 minutes ago\. Try again in 10 min\./),
      field: null,
      retryAfterSeconds: expect.toSatisfy((seconds) => seconds > 590 && seconds <= 600),
    },
  ]);
  expect(await facts(eventId)).toHaveLength(before);
  await system.database.eventCapacity.update({
    where: { eventId },
    data: { messagedAt: new Date(Date.now() - 600_000) },
  });
  expect((await write(eventId)).userErrors).toEqual([]);
});

test('two messages sent at the same moment: one goes out', async () => {
  const eventId = await fullEvent();
  const answers = await Promise.all(Array.from({ length: 6 }, () => write(eventId)));
  expect(answers.filter(({ recipients }) => recipients === 3)).toHaveLength(1);
  expect((await facts(eventId)).filter(({ routingKey }) => routingKey === 'attendees.messaged.v1')).toHaveLength(1);
});

test('of an event that is long over nobody hears any more, of one just over they do', async () => {
  const eventId = await fullEvent();
  const ended = (days: number) =>
    system.database.eventCapacity.update({
      where: { eventId },
      data: { endsAt: new Date(Date.now() - days * 86_400_000) },
    });
  await ended(31);
  expect((await write(eventId)).userErrors).toMatchObject([{ code: 'EVENT_OVER' }]);
  await ended(29);
  expect((await write(eventId)).userErrors).toEqual([]);
});

test('only the organizer writes, to an event there is, with somebody at it', async () => {
  const eventId = await system.publishedEvent();
  const refusal = async (...args: Parameters<typeof write>) => {
    const { event, recipients, userErrors } = await write(...args);
    return [event?.id ?? null, recipients, userErrors[0].code, userErrors[0].field];
  };
  expect(await refusal(eventId, {}, randomUUIDv7())).toEqual([eventId, null, 'NOT_ORGANIZER', null]);
  expect(await refusal(randomUUIDv7())).toEqual([null, null, 'EVENT_NOT_FOUND', ['input', 'eventId']]);
  expect(await refusal('nonsense')).toEqual([null, null, 'EVENT_NOT_FOUND', ['input', 'eventId']]);
  expect(await refusal(eventId)).toEqual([eventId, null, 'NOBODY_THERE', ['input', 'audience']]);
  const attendee = randomUUIDv7();
  await system.ask(JOIN, { eventId }, attendee);
  expect(await refusal(eventId, { audience: 'WAITLISTED' })).toEqual([
    eventId,
    null,
    'NOBODY_THERE',
    ['input', 'audience'],
  ]);
  await system.ask(LEAVE, { eventId }, attendee);
  await eventually(async () => expect((await refusal(eventId))[2]).toBe('NOBODY_THERE'));
});

test.each([
  ['an empty subject', { subject: ' ' }, 'INVALID_SUBJECT', 'subject'],
  ['a subject of two lines', { subject: 'a\nb' }, 'INVALID_SUBJECT', 'subject'],
  ['a long subject', { subject: 'x'.repeat(121) }, 'INVALID_SUBJECT', 'subject'],
  ['an empty body', { body: '\n' }, 'INVALID_BODY', 'body'],
  ['a long body', { body: 'x'.repeat(5_001) }, 'INVALID_BODY', 'body'],
  ['a body that turns the text around', { body: 'a\u202Eb' }, 'INVALID_BODY', 'body'],
])('%s is refused', async (_, input, code, field) => {
  const { recipients, userErrors } = await write(await fullEvent(), input);
  expect(recipients).toBeNull();
  expect(userErrors).toMatchObject([{ code, field: ['input', field], message: expect.stringMatching(/\w/) }]);
});
