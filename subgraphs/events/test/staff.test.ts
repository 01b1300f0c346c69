import { randomUUIDv7 } from 'node:crypto';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepStaff } from '../src/staff/sweep-staff.ts';
import { type EventsUnderTest, newPerson, startEventsUnderTest } from './events-under-test.ts';
import { newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

type Code = string | undefined;
type Id = ReturnType<typeof newPerson>;
type Standing = { emailVerified?: boolean };

const ask = async (userId: string, query: string, variables: object, standing?: Standing) => {
  // biome-ignore lint/suspicious/noExplicitAny: each query has its own shape, and the assertions spell it out.
  const { data, errors } = await events.ask<any>(userId, query, variables, standing);
  expect(errors).toBeUndefined();
  return data;
};
const INVITE = `mutation ($input: InviteStaffInput!) { inviteStaff(input: $input) {
  staffMember { id role state email user { id } invitedAt } userErrors { code message field retryAfterSeconds } } }`;
const invite = async (userId: string, input: object, standing?: Standing) =>
  (await ask(userId, INVITE, { input }, standing)).inviteStaff;
const ACCEPT = `mutation ($token: String!) { acceptStaffInvitation(input: { token: $token }) {
  event { id viewerRole } userErrors { code field } } }`;
const accept = async (userId: string, token: string) => (await ask(userId, ACCEPT, { token })).acceptStaffInvitation;
const REMOVE = `mutation ($eventId: ID!, $staffMemberId: ID!) {
  removeStaff(input: { eventId: $eventId, staffMemberId: $staffMemberId }) { event { id } userErrors { code } } }`;
const remove = async (userId: string, eventId: string, staffMemberId: string): Promise<Code> =>
  (await ask(userId, REMOVE, { eventId, staffMemberId })).removeStaff.userErrors[0]?.code;
const READ = `query ($id: ID!) { event(id: $id) { id viewerRole draftCapacity staff { id role state email user { id } } } }`;
const read = async (userId: string, id: string) => (await ask(userId, READ, { id })).event;

/** The token in the last mail that was asked for. */
async function mailedToken(staffMemberId: string): Promise<string> {
  const { payload } = await events.database.outboxMessage.findFirstOrThrow({
    where: { aggregateId: staffMemberId, routingKey: 'staff.invited.v1' },
    orderBy: { sequence: 'desc' },
  });
  return (payload as { token: string }).token;
}

const addressOf = () => `${randomUUIDv7()}@example.test`;

/** Somebody new who has accepted an invitation. */
async function staffOf(eventId: string, organizerId: string, role: 'MANAGER' | 'DOOR') {
  const userId = newPerson();
  const { staffMember } = await invite(organizerId, { eventId, email: addressOf(), role });
  expect((await accept(userId, await mailedToken(staffMember.id))).userErrors).toEqual([]);
  return { userId, id: staffMember.id as string };
}

/** Lets the last mail to somebody be as old as it must be for another one. */
const letTimePass = (id: string) =>
  events.database.staffMember.update({ where: { id }, data: { invitedAt: new Date(Date.now() - 11 * 60_000) } });

async function eventWithStaff({ published = true } = {}) {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create({ capacity: 3 });
  if (published) await organizer.publish(id);
  const manager = await staffOf(id, organizer.userId, 'MANAGER');
  const door = await staffOf(id, organizer.userId, 'DOOR');
  return { id, organizer, manager, door };
}

describe('an invitation', () => {
  test('is mailed once, and whoever has the mail is on the staff of a draft, too', async () => {
    const organizer = newOrganizer(events);
    const { id } = await organizer.create({ capacity: 3 });
    const { staffMember } = await invite(organizer.userId, {
      eventId: id,
      email: ' Ann@Example.TEST ',
      role: 'MANAGER',
    });
    expect(staffMember).toMatchObject({ role: 'MANAGER', state: 'INVITED', email: 'ann@example.test', user: null });
    const ann = newPerson();
    expect(await read(ann, id)).toBeNull();
    const token = await mailedToken(staffMember.id);
    expect(await accept(ann, token)).toEqual({ event: { id, viewerRole: 'MANAGER' }, userErrors: [] });
    expect(await read(ann, id)).toMatchObject({
      viewerRole: 'MANAGER',
      draftCapacity: 3,
      staff: [{ id: staffMember.id, role: 'MANAGER', state: 'ACTIVE', email: null, user: { id: ann } }],
    });
    // Nobody is told of a draft's staff.
    expect(await events.messagesOf(id)).toEqual([]);
    expect((await accept(ann, token)).userErrors).toEqual([]);
    expect((await accept(newPerson(), token)).userErrors).toEqual([
      { code: 'INVITATION_NOT_GOOD', field: ['input', 'token'] },
    ]);
    // What is stored of the token opens nothing.
    const stored = await events.database.staffMember.findUniqueOrThrow({ where: { id: staffMember.id } });
    expect(JSON.stringify(stored.tokenHash)).not.toContain(token);
  });

  test('sent again replaces the one before, in its role, and not within ten minutes', async () => {
    const organizer = newOrganizer(events);
    const { id: eventId } = await organizer.create();
    const email = addressOf();
    const first = await invite(organizer.userId, { eventId, email, role: 'DOOR' });
    const before = await mailedToken(first.staffMember.id);
    const tooSoon = await invite(organizer.userId, { eventId, email, role: 'MANAGER' });
    expect(tooSoon).toMatchObject({ staffMember: null, userErrors: [{ code: 'TOO_SOON', field: ['input', 'email'] }] });
    expect(tooSoon.userErrors[0].retryAfterSeconds).toBeGreaterThan(500);
    await letTimePass(first.staffMember.id);
    const again = await invite(organizer.userId, { eventId, email, role: 'MANAGER' });
    expect(again.staffMember).toMatchObject({ id: first.staffMember.id, role: 'MANAGER' });
    const person = newPerson();
    expect((await accept(person, before)).userErrors[0].code).toBe('INVITATION_NOT_GOOD');
    expect((await accept(person, await mailedToken(first.staffMember.id))).event.viewerRole).toBe('MANAGER');
  });

  test('is good for two weeks, and until it is taken back', async () => {
    const organizer = newOrganizer(events);
    const { id: eventId } = await organizer.create();
    const invited = async () => {
      const { staffMember } = await invite(organizer.userId, { eventId, email: addressOf(), role: 'DOOR' });
      return { id: staffMember.id as string, token: await mailedToken(staffMember.id) };
    };
    const [old, takenBack, good] = [await invited(), await invited(), await invited()];
    const { expiresAt } = await events.database.staffMember.findUniqueOrThrow({ where: { id: old.id } });
    expect((expiresAt.getTime() - Date.now()) / 86_400_000).toBeCloseTo(14, 2);
    await events.database.staffMember.update({ where: { id: old.id }, data: { expiresAt: new Date() } });
    expect(await remove(organizer.userId, eventId, takenBack.id)).toBeUndefined();
    for (const { token } of [old, takenBack]) {
      expect((await accept(newPerson(), token)).userErrors[0].code).toBe('INVITATION_NOT_GOOD');
    }
    expect((await read(organizer.userId, eventId)).staff.map(({ id }: { id: string }) => id)).toEqual([good.id]);
  });

  test('to one’s own event has nothing to give, and one to other work there replaces what one has', async () => {
    const { id: eventId, organizer, door } = await eventWithStaff();
    const { staffMember } = await invite(organizer.userId, { eventId, email: addressOf(), role: 'MANAGER' });
    const token = await mailedToken(staffMember.id);
    expect((await accept(organizer.userId, token)).userErrors[0].code).toBe('OWN_EVENT');
    expect((await accept(door.userId, token)).event.viewerRole).toBe('MANAGER');
    const { staff } = await read(organizer.userId, eventId);
    expect(staff.filter(({ user }: { user: { id: string } }) => user.id === door.userId)).toHaveLength(1);
  });

  test.each([
    ['no address', { email: 'ann' }, {}, 'INVALID_INPUT', ['input', 'email']],
    [
      'ten thousand characters',
      { email: `${'a'.repeat(10_000)}@example.test` },
      {},
      'INVALID_INPUT',
      ['input', 'email'],
    ],
    ['what is no id', { eventId: 'tonight' }, {}, 'EVENT_NOT_FOUND', ['input', 'eventId']],
    ['from an address that is not verified', {}, { emailVerified: false }, 'EMAIL_NOT_VERIFIED', null],
  ])('%s is refused, and the field named', async (_what, changed, standing, code, field) => {
    const organizer = newOrganizer(events);
    const { id: eventId } = await organizer.create();
    const input = { eventId, email: addressOf(), role: 'DOOR', ...changed };
    const refused = await invite(organizer.userId, input, standing);
    expect(refused).toMatchObject({ staffMember: null, userErrors: [{ code, field }] });
    expect(await events.database.staffMember.count({ where: { eventId } })).toBe(0);
  });

  test('is one of fifty at an event, and one of a hundred a day', async () => {
    const organizer = newOrganizer(events);
    const { id: eventId } = await organizer.create();
    const row = (at: string) => ({
      id: randomUUIDv7(),
      eventId: at,
      role: 'DOOR' as const,
      email: addressOf(),
      tokenHash: Uint8Array.from(Buffer.from(randomUUIDv7())),
      expiresAt: new Date(Date.now() + 86_400_000),
      invitedBy: organizer.userId,
      invitedAt: new Date(),
    });
    await events.database.staffMember.createMany({ data: Array.from({ length: 50 }, () => row(eventId)) });
    const input = { email: addressOf(), role: 'DOOR' };
    expect((await invite(organizer.userId, { ...input, eventId })).userErrors[0].code).toBe('TOO_MANY_STAFF');
    const { id: other } = await organizer.create();
    await events.database.staffMember.createMany({ data: Array.from({ length: 49 }, () => row(other)) });
    // Taking an invitation back doesn't make its mail unsent.
    const { staffMember } = await invite(organizer.userId, { ...input, eventId: other });
    expect(await remove(organizer.userId, other, staffMember.id)).toBeUndefined();
    expect((await invite(organizer.userId, { ...input, eventId: other })).userErrors[0].code).toBe(
      'TOO_MANY_INVITATIONS',
    );
  });

  test('of many at once to one address is one', async () => {
    const organizer = newOrganizer(events);
    const { id: eventId } = await organizer.create();
    const input = { eventId, email: addressOf(), role: 'DOOR' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => invite(organizer.userId, input)));
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'INVITED').sort();
    expect(codes).toEqual(['INVITED', ...Array.from({ length: 7 }, () => 'TOO_SOON')]);
  });
});

describe('the staff of an event', () => {
  test('may do there what each role says', async () => {
    const { id: eventId, organizer, manager, door } = await eventWithStaff({ published: false });
    const title = async (userId: string): Promise<Code> =>
      (await newOrganizer(events, userId as Id).mutate('updateEvent', { eventId, title: `By ${userId}` })).userErrors[0]
        ?.code;
    const asksTo = async (userId: string, role: string): Promise<Code> =>
      (await invite(userId, { eventId, email: addressOf(), role })).userErrors[0]?.code;
    const cancels = async (userId: string): Promise<Code> =>
      (await newOrganizer(events, userId as Id).mutate('cancelEvent', { eventId })).userErrors[0]?.code;

    expect([await title(manager.userId), await title(door.userId)]).toEqual([undefined, 'NOT_ORGANIZER']);
    expect([await asksTo(manager.userId, 'DOOR'), await asksTo(manager.userId, 'MANAGER')]).toEqual([
      undefined,
      'NOT_ORGANIZER',
    ]);
    expect(await asksTo(door.userId, 'DOOR')).toBe('NOT_ORGANIZER');
    expect(await asksTo(newPerson(), 'DOOR')).toBe('EVENT_NOT_FOUND');
    expect([await cancels(manager.userId), await cancels(door.userId)]).toEqual(['NOT_ORGANIZER', 'NOT_ORGANIZER']);
    await newOrganizer(events, manager.userId).publish(eventId);
    expect(await asksTo(newPerson(), 'DOOR')).toBe('NOT_ORGANIZER');
    expect(await cancels(organizer.userId)).toBeUndefined();
    expect(await asksTo(organizer.userId, 'DOOR')).toBe('EVENT_CANCELLED');
  });

  test('is seen by the organizer and managers alone; everybody sees what they are themselves', async () => {
    const { id, organizer, manager, door } = await eventWithStaff();
    expect((await read(organizer.userId, id)).viewerRole).toBe('OWNER');
    for (const { userId } of [organizer, manager]) expect((await read(userId, id)).staff).toHaveLength(2);
    expect(await read(door.userId, id)).toMatchObject({ viewerRole: 'DOOR', staff: null, draftCapacity: null });
    expect(await read(newPerson(), id)).toMatchObject({ viewerRole: null, staff: null });
  });

  test('is told of with the event, whole each time, and with its next number', async () => {
    const { id, organizer, manager, door } = await eventWithStaff();
    expect(await remove(organizer.userId, id, door.id)).toBeUndefined();
    const told = (await events.messagesOf(id)).map(({ sequence, data }) => [
      sequence,
      data.staff.map(({ userId, role }) => `${role} ${userId}`).sort(),
    ]);
    const [aManager, atTheDoor] = [`MANAGER ${manager.userId}`, `DOOR ${door.userId}`];
    expect(told).toEqual([
      [1, []],
      [2, [aManager]],
      [3, [atTheDoor, aManager].sort()],
      [4, [aManager]],
    ]);
  });

  test('is sent away by who may ask them, and everybody may go', async () => {
    const { id, organizer, manager, door } = await eventWithStaff();
    const second = await staffOf(id, organizer.userId, 'MANAGER');
    expect(await remove(manager.userId, id, second.id)).toBe('NOT_ORGANIZER');
    expect(await remove(door.userId, id, manager.id)).toBe('NOT_ORGANIZER');
    expect(await remove(newPerson(), id, door.id)).toBe('NOT_ORGANIZER');
    expect(await remove(organizer.userId, id, randomUUIDv7())).toBe('STAFF_MEMBER_NOT_FOUND');
    expect(await remove(organizer.userId, id, 'door')).toBe('STAFF_MEMBER_NOT_FOUND');
    const elsewhere = await eventWithStaff();
    expect(await remove(organizer.userId, id, elsewhere.door.id)).toBe('STAFF_MEMBER_NOT_FOUND');
    await organizer.cancel(id);
    expect(await remove(manager.userId, id, door.id)).toBeUndefined();
    expect(await remove(second.userId, id, second.id)).toBeUndefined();
    expect((await read(organizer.userId, id)).staff.map((member: { id: string }) => member.id)).toEqual([manager.id]);
    expect((await events.messagesOf(id)).at(-1)).toMatchObject({
      type: 'event.cancelled.v1',
      data: { staff: [{ userId: manager.userId }] },
    });
  });

  test('finds its events page by page, the one accepted last first, and nobody else does', async () => {
    const person = newPerson();
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const organizer = newOrganizer(events);
      const { id } = await organizer.create();
      const { staffMember } = await invite(organizer.userId, { eventId: id, email: addressOf(), role: 'DOOR' });
      await accept(person, await mailedToken(staffMember.id));
      ids.unshift(id);
    }
    const query = `query ($id: ID!, $first: Int, $after: String) {
      _entities(representations: [{ __typename: "User", id: $id }]) { ... on User {
        staffedEvents(first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } } } }`;
    type Page = { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    const page = async (after: string | null): Promise<Page> =>
      (await ask(person, query, { id: person, first: 2, after }))._entities[0].staffedEvents;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([...first.edges, ...second.edges].map(({ node }) => node.id)).toEqual(ids);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    const { errors } = await events.ask(newPerson(), query, { id: person });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

test('who deletes their account is on no staff any more, and what they asked others for is taken back', async () => {
  const { id, organizer, manager } = await eventWithStaff();
  const { staffMember } = await invite(manager.userId, { eventId: id, email: addressOf(), role: 'DOOR' });
  await events.publish({
    id: randomUUIDv7(),
    type: 'person.deleted.v1',
    owner: 'auth',
    aggregateId: manager.userId,
    sequence: 9,
    occurredAt: new Date().toISOString(),
    data: { userId: manager.userId },
  });
  await eventually(async () => {
    const rows = await events.database.staffMember.findMany({ where: { id: { in: [manager.id, staffMember.id] } } });
    for (const row of rows) expect(row).toMatchObject({ userId: null, email: null, tokenHash: null });
  });
  expect((await read(organizer.userId, id)).staff).toHaveLength(1);
  expect((await events.messagesOf(id)).at(-1)!.data.staff).toMatchObject([{ role: 'DOOR' }]);
});

test('what is left of staff that is gone, and of invitations too old, is swept after a day', async () => {
  const { id, organizer, manager, door } = await eventWithStaff();
  await remove(organizer.userId, id, door.id);
  const { staffMember } = await invite(organizer.userId, { eventId: id, email: addressOf(), role: 'DOOR' });
  const left = async () =>
    (await events.database.staffMember.findMany({ where: { eventId: id } })).map((member) => member.id).sort();
  await sweepStaff(events.database);
  expect(await left()).toEqual([manager.id, door.id, staffMember.id].sort());
  await sweepStaff(events.database, new Date(Date.now() + 26 * 3_600_000));
  expect(await left()).toEqual([manager.id, staffMember.id].sort());
  await sweepStaff(events.database, new Date(Date.now() + 16 * 86_400_000));
  expect(await left()).toEqual([manager.id]);
});

test('one’s data export says where one is on the staff, and nobody else’s does', async () => {
  const { id: eventId, door, manager } = await eventWithStaff();
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on DataExport { events staff } } }`;
  const exportFor = async (userId: string, viewerId: string) =>
    (await ask(viewerId, query, { representations: [{ __typename: 'DataExport', id: userId }] }))._entities[0];
  expect((await exportFor(door.userId, door.userId)).staff).toEqual({
    rows: [{ id: door.id, eventId, role: 'DOOR', invitedAt: expect.any(String), acceptedAt: expect.any(String) }],
    truncated: false,
  });
  expect(await exportFor(door.userId, manager.userId)).toBeNull();
});

test('who is asked, comes and goes stands in the log, without the address', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  const door = await staffOf(id, organizer.userId, 'DOOR');
  expect(await remove(organizer.userId, id, door.id)).toBeUndefined();
  const log = (await organizer.logOf(id))!.toReversed();
  expect(log.map(({ action, actor, subject, changes }) => [action, actor?.id, subject?.id, changes])).toEqual([
    ['CREATED', organizer.userId, undefined, []],
    ['STAFF_INVITED', organizer.userId, undefined, [{ field: 'role', before: null, after: 'DOOR' }]],
    ['STAFF_JOINED', door.userId, door.userId, [{ field: 'role', before: null, after: 'DOOR' }]],
    ['STAFF_REMOVED', organizer.userId, door.userId, [{ field: 'role', before: 'DOOR', after: null }]],
  ]);
});

test('a manager sets when the draft publishes itself, and reads the log; who is at the door does neither', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  const manager = newOrganizer(events, (await staffOf(id, organizer.userId, 'MANAGER')).userId);
  const door = newOrganizer(events, (await staffOf(id, organizer.userId, 'DOOR')).userId);
  const publishAt = new Date(Date.now() + 3_600_000).toISOString();
  expect((await door.refused('schedulePublishing', { eventId: id, publishAt })).code).toBe('NOT_ORGANIZER');
  expect(await manager.schedule(id, publishAt)).toMatchObject({ publishAt });
  expect([(await door.read(id))?.publishAt, await door.logOf(id)]).toEqual([null, null]);
  expect((await manager.logOf(id))?.[0]).toMatchObject({ actor: { id: manager.userId } });
  await events.database.event.update({ where: { id }, data: { publishAt: new Date(Date.now() - 1_000) } });
  await eventually(async () => expect((await organizer.read(id))?.status).toBe('PUBLISHED'));
});
