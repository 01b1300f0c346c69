import { createPublicKey, randomUUIDv7, verify } from 'node:crypto';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JOIN, type JoinsUnderTest, LEAVE, ORGANIZER, startJoinsUnderTest } from './joins-under-test.ts';

let system: JoinsUnderTest;
beforeAll(async () => {
  system = await startJoinsUnderTest();
});
afterAll(() => system.stop());

const JOIN_FOR_TICKET = `mutation ($eventId: ID!) { joinEvent(input: { eventId: $eventId }) {
  join { id status ticket { code } } userErrors { code } } }`;
const CHECK_IN = `mutation ($input: CheckInInput!) { checkIn(input: $input) {
  join { id status user { id } ticket { code } } event { id }
  userErrors { code message field checkedInAt checkedInBy { id } }
} }`;
const UNDO = `mutation ($input: UndoCheckInInput!) { undoCheckIn(input: $input) { join { status } userErrors { code field } } }`;

/** An event of two seats with somebody at its door. */
async function eventWithDoor() {
  const [manager, door] = [randomUUIDv7(), randomUUIDv7()];
  const staff = [
    { userId: manager, role: 'MANAGER' as const },
    { userId: door, role: 'DOOR' as const },
  ];
  return { eventId: await system.publishedEvent({ openingCapacity: 2, staff }), manager, door };
}

async function join(eventId: string, userId: string = randomUUIDv7()) {
  const { data } = await system.ask(JOIN_FOR_TICKET, { eventId }, userId);
  const { id, status, ticket } = data.joinEvent.join;
  return { userId, joinId: id as string, status: status as string, code: (ticket?.code ?? null) as string | null };
}
const checkIn = async (input: object, viewerId: string) =>
  (await system.ask(CHECK_IN, { input }, viewerId)).data.checkIn;
const undo = async (eventId: string, userId: string, viewerId: string) =>
  (await system.ask(UNDO, { input: { eventId, userId } }, viewerId)).data.undoCheckIn;

describe('a ticket', () => {
  test('is there for who has a seat, and only for oneself', async () => {
    const { eventId, door } = await eventWithDoor();
    const [ann, bob, cid] = [await join(eventId), await join(eventId), await join(eventId)];
    expect([ann.status, bob.status, cid.status]).toEqual(['CONFIRMED', 'CONFIRMED', 'WAITLISTED']);
    expect([ann.code, bob.code]).toEqual([expect.stringMatching(/^\d{232}$/), expect.stringMatching(/^\d{232}$/)]);
    expect(cid.code).toBeNull();
    const { join: letIn } = await checkIn({ ticketCode: ann.code }, door);
    expect(letIn).toEqual({ id: ann.joinId, status: 'CHECKED_IN', user: { id: ann.userId }, ticket: null });
    expect((await join(eventId, ann.userId)).code).toBe(ann.code);
  });

  test('is verified with the published key alone', async () => {
    const { eventId } = await eventWithDoor();
    const { code, joinId } = await join(eventId);
    const response = await fetch(`${system.url}/.well-known/ticket-keys.json`);
    const { keys } = (await response.json()) as { keys: { kty: string; crv: string; x: string }[] };
    const bytes = Buffer.from(BigInt(code!).toString(16).padStart(194, '0'), 'hex');
    const isSigned = keys.map((jwk) =>
      verify(null, bytes.subarray(0, 33), createPublicKey({ key: jwk, format: 'jwk' }), bytes.subarray(33)),
    );
    expect(isSigned).toEqual([true, false]);
    expect(bytes.toString('hex', 0, 33)).toBe(`01${eventId}${joinId}`.replaceAll('-', ''));
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });
});

describe('at the door', () => {
  test('the first scan lets in, the second is told when and by whom', async () => {
    const { eventId, door, manager } = await eventWithDoor();
    const { code, joinId, userId } = await join(eventId);
    expect((await checkIn({ ticketCode: code }, door)).userErrors).toEqual([]);
    const again = await checkIn({ ticketCode: code, eventId }, manager);
    expect(again).toMatchObject({
      join: { id: joinId, status: 'CHECKED_IN', user: { id: userId } },
      userErrors: [{ code: 'ALREADY_CHECKED_IN', checkedInBy: { id: door } }],
    });
    const { checkedInAt } = await system.database.join.findUniqueOrThrow({
      where: { eventId_userId: { eventId, userId } },
    });
    expect(again.userErrors[0].checkedInAt).toBe(checkedInAt!.toISOString());
  });

  test('a name does as well as a ticket, and a check-in can be undone', async () => {
    const { eventId, door } = await eventWithDoor();
    const { userId, code } = await join(eventId);
    expect((await checkIn({ eventId, userId }, door)).join.status).toBe('CHECKED_IN');
    expect((await system.ask(LEAVE, { eventId }, userId)).data.leaveEvent.userErrors).toMatchObject([
      { code: 'ALREADY_CHECKED_IN' },
    ]);
    expect(await undo(eventId, userId, door)).toEqual({ join: { status: 'CONFIRMED' }, userErrors: [] });
    expect((await checkIn({ ticketCode: code }, ORGANIZER)).userErrors).toEqual([]);
  });

  test('the ticket of who left, of who was let in elsewhere, and one of no event of ours is refused', async () => {
    const { eventId, door } = await eventWithDoor();
    const [ann, other] = [await join(eventId), await eventWithDoor()];
    await system.ask(LEAVE, { eventId }, ann.userId);
    expect((await checkIn({ ticketCode: ann.code }, door)).userErrors).toMatchObject([
      { code: 'TICKET_NOT_VALID_ANYMORE', field: ['input', 'ticketCode'] },
    ]);
    const bob = await join(other.eventId);
    expect((await checkIn({ ticketCode: bob.code, eventId }, door)).userErrors).toMatchObject([
      { code: 'TICKET_OF_ANOTHER_EVENT' },
    ]);
    expect((await checkIn({ ticketCode: bob.code }, door)).userErrors).toMatchObject([{ code: 'NOT_STAFF' }]);
    const forged = bob.code!.replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
    expect((await checkIn({ ticketCode: forged }, other.door)).userErrors).toMatchObject([{ code: 'TICKET_INVALID' }]);
    expect((await checkIn({ ticketCode: bob.code }, other.door)).userErrors).toEqual([]);
  });

  test('who left and joined again comes in by the same ticket', async () => {
    const { eventId, door } = await eventWithDoor();
    const { userId, code } = await join(eventId);
    await system.ask(LEAVE, { eventId }, userId);
    await system.ask(JOIN, { eventId }, userId);
    expect((await checkIn({ ticketCode: code }, door)).join.status).toBe('CHECKED_IN');
  });

  test.each([
    ['nothing at all', {}, 'INVALID_INPUT', 'ticketCode'],
    ['a person of no event', { userId: randomUUIDv7() }, 'INVALID_INPUT', 'ticketCode'],
    ['an event without a person', { eventId: randomUUIDv7() }, 'INVALID_INPUT', 'userId'],
    ['a ticket and a person', { ticketCode: '1', userId: randomUUIDv7() }, 'INVALID_INPUT', 'userId'],
    ['no ticket', { ticketCode: 'let me in' }, 'TICKET_INVALID', 'ticketCode'],
    ['what is no id of a person', { eventId: randomUUIDv7(), userId: 'Ann' }, 'NOT_JOINED', 'userId'],
    ['what is no id of an event', { eventId: 'tonight', userId: randomUUIDv7() }, 'EVENT_NOT_FOUND', 'eventId'],
  ])('%s is refused, and the field named', async (_what, input, code, field) => {
    expect(await checkIn(input, ORGANIZER)).toMatchObject({
      join: null,
      userErrors: [{ code, field: ['input', field], message: expect.stringMatching(/\w/) }],
    });
  });
});

test('what the staff may do follows what events tells: given, changed, taken away', async () => {
  const [eventId, person] = [await system.publishedEvent({ openingCapacity: 2 }), randomUUIDv7()];
  const { userId } = await join(eventId);
  const setCapacity = `mutation ($eventId: ID!) { setCapacity(input: { eventId: $eventId, capacity: 9 }) { userErrors { code } } }`;
  const answers = async () => [
    (await undo(eventId, userId, person)).userErrors[0]?.code ?? 'done',
    (await system.ask(setCapacity, { eventId }, person)).data.setCapacity.userErrors[0]?.code ?? 'done',
  ];
  const roles = [
    [[], ['NOT_STAFF', 'NOT_ORGANIZER']],
    [[{ userId: person, role: 'DOOR' as const }], ['done', 'NOT_ORGANIZER']],
    [[{ userId: person, role: 'MANAGER' as const }], ['done', 'done']],
    [[], ['NOT_STAFF', 'NOT_ORGANIZER']],
  ] as const;
  for (const [index, [staff, expected]] of roles.entries()) {
    await system.tell('event.updated.v1', index + 2, { eventId, staff: [...staff] });
    await eventually(async () => expect(await answers()).toEqual(expected));
  }
  // An older fact, come late, gives nothing back.
  await system.tell('event.updated.v1', 3, { eventId, staff: [{ userId: person, role: 'MANAGER' }] });
  await system.tell('event.updated.v1', 6, { eventId, title: 'The last that is told' });
  await eventually(async () => {
    const { eventSequence } = await system.database.eventCapacity.findUniqueOrThrow({ where: { eventId } });
    expect(eventSequence).toBe(6n);
  });
  expect(await answers()).toEqual(['NOT_STAFF', 'NOT_ORGANIZER']);
});

test('who let people in and deletes their account is named to nobody any more', async () => {
  const { eventId, door, manager } = await eventWithDoor();
  const { code } = await join(eventId);
  await checkIn({ ticketCode: code }, door);
  await system.publish({
    type: 'person.deleted.v1',
    owner: 'auth',
    aggregateId: door,
    sequence: 9,
    data: { userId: door },
  });
  await eventually(async () => {
    const { userErrors } = await checkIn({ ticketCode: code }, manager);
    expect(userErrors).toMatchObject([
      { code: 'ALREADY_CHECKED_IN', checkedInAt: expect.any(String), checkedInBy: null },
    ]);
  });
});
