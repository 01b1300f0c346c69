import type { Person } from '@cityevents/cli/drop/make-people';
import { eventually } from '@cityevents/testing/wait';
import { beforeAll, expect, it } from 'vitest';
import { mailsTo } from './mailbox.ts';
import { mailedLink } from './mailed-link.ts';
import { ask, send } from './public-api.ts';
import { newPeople, publicUrl, runId } from './running-system.ts';

const title = `Night of lamps ${runId}`;
const patiently = { timeoutMs: 60_000, everyMs: 250 };
let organizer: Person;
let manager: Person;
let door: Person;
let ann: Person;
let bob: Person;
let cid: Person;
let eventId: string;
let tickets: { ann: string; bob: string };
const annsName = `Ann Lantern ${runId}`;

const as = (person: Person, query: string, variables: Record<string, unknown> = {}) =>
  ask(query, variables, person.accessToken);
const change = async (person: Person, name: string, answer: string, input: object) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} userErrors { code } } }`;
  return (await as(person, mutation, { input }))[name];
};
const roleOf = async (person: Person) =>
  (await as(person, 'query ($id: ID!) { event(id: $id) { viewerRole } }', { id: eventId })).event?.viewerRole;
const LIST = `query ($id: ID!, $search: String, $status: [JoinStatus!]) { event(id: $id) {
  attendees(search: $search, status: $status) { edges { node { status joinedAt user { id displayName } } } totalCount }
  attendeeCounts { confirmed waitlisted checkedIn cancelled } } }`;
const CHECK_IN = `mutation ($input: CheckInInput!) { checkIn(input: $input) {
  join { status user { displayName } } userErrors { code checkedInAt checkedInBy { id displayName } } } }`;
const checkIn = async (person: Person, input: object) => (await as(person, CHECK_IN, { input })).checkIn;
const fetchCsv = (person: Person) =>
  fetch(`${publicUrl}/events/${eventId}/attendees.csv`, { headers: { authorization: `Bearer ${person.accessToken}` } });

// One story, told in steps that build on each other.
beforeAll(async () => {
  [organizer, manager, door, ann, bob, cid] = (await newPeople(6)) as [Person, Person, Person, Person, Person, Person];
  const at = (hours: number) => Temporal.Now.instant().add({ hours }).toString();
  const input = { title, startsAt: at(1), endsAt: at(4), timezone: 'Europe/Vienna', capacity: 2 };
  ({
    event: { id: eventId },
  } = await change(organizer, 'createEvent', 'event { id }', input));
  expect((await change(ann, 'updateProfile', 'user { id }', { displayName: annsName })).userErrors).toEqual([]);
});

it('asks by mail for help with a draft, and gives who says yes their part in it', async () => {
  for (const [person, role] of [
    [manager, 'MANAGER'],
    [door, 'DOOR'],
  ] as const) {
    const invited = await change(organizer, 'inviteStaff', 'staffMember { state role }', {
      eventId,
      email: person.email,
      role,
    });
    expect(invited).toEqual({ staffMember: { state: 'INVITED', role }, userErrors: [] });
    expect(await roleOf(person)).toBeUndefined();
    const token = (await mailedLink(person.email, 'staff-invitation')).split('#token=')[1];
    const accepted = await change(person, 'acceptStaffInvitation', 'event { id viewerRole }', { token });
    expect(accepted).toEqual({ event: { id: eventId, viewerRole: role }, userErrors: [] });
  }
  expect(await roleOf(organizer)).toBe('OWNER');
  const { viewer } = await as(door, '{ viewer { staffedEvents { edges { node { id title } } } } }');
  expect(viewer.staffedEvents.edges).toEqual([{ node: { id: eventId, title } }]);
});

it('lets the manager publish, whose rights hold for seats at once', async () => {
  expect((await change(manager, 'publishEvent', 'event { status }', { eventId })).userErrors).toEqual([]);
  await eventually(async () => {
    expect((await change(manager, 'setWaitlistLimit', 'event { id }', { eventId, limit: 50 })).userErrors).toEqual([]);
  }, patiently);
  expect((await change(door, 'setCapacity', 'event { id }', { eventId, capacity: 9 })).userErrors).toEqual([
    { code: 'NOT_ORGANIZER' },
  ]);
});

it('gives who has a seat a ticket, and mails where it is', async () => {
  const join = async (person: Person) =>
    (await change(person, 'joinEvent', 'join { status ticket { code } }', { eventId })).join;
  const [anns, bobs, cids] = [await join(ann), await join(bob), await join(cid)];
  expect(cids).toEqual({ status: 'WAITLISTED', ticket: null });
  tickets = { ann: anns.ticket.code, bob: bobs.ticket.code };
  await eventually(async () => {
    const mail = (await mailsTo(ann.email)).find(({ subject }) => subject === `You're in: ${title}`);
    expect(mail?.text).toContain(`Show my ticket: ${publicUrl}/tickets/${eventId}`);
  }, patiently);
});

it('shows the staff who comes: all to the manager, names to the door, nothing to others', async () => {
  await eventually(async () => {
    const { event } = await as(manager, LIST, { id: eventId, search: 'lant ann' });
    expect(event.attendees.edges).toMatchObject([{ node: { status: 'CONFIRMED', joinedAt: expect.any(String) } }]);
  }, patiently);
  const { event } = await as(door, LIST, { id: eventId });
  expect(event.attendees.totalCount).toBe(3);
  expect(event.attendees.edges[0].node).toMatchObject({ joinedAt: null, user: { displayName: annsName } });
  expect(event.attendeeCounts).toEqual({ confirmed: 2, waitlisted: 1, checkedIn: 0, cancelled: 0 });
  const { errors } = await send(LIST, { id: eventId }, bob);
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
});

it('lets in by a ticket once, and says of the second scan when and by whom the first was', async () => {
  const first = await checkIn(door, { ticketCode: tickets.ann, eventId });
  expect(first).toEqual({ join: { status: 'CHECKED_IN', user: { displayName: annsName } }, userErrors: [] });
  const second = await checkIn(manager, { ticketCode: tickets.ann });
  expect(second).toMatchObject({
    join: { status: 'CHECKED_IN' },
    userErrors: [{ code: 'ALREADY_CHECKED_IN', checkedInAt: expect.any(String), checkedInBy: { id: door.userId } }],
  });
  const undone = await change(door, 'undoCheckIn', 'join { status }', { eventId, userId: ann.userId });
  expect(undone).toEqual({ join: { status: 'CONFIRMED' }, userErrors: [] });
  expect((await checkIn(door, { eventId, userId: ann.userId })).join.status).toBe('CHECKED_IN');
});

it('refuses the ticket of who left, whose seat the next in line has', async () => {
  expect((await change(bob, 'leaveEvent', 'join { status }', { eventId })).userErrors).toEqual([]);
  expect((await checkIn(door, { ticketCode: tickets.bob })).userErrors).toMatchObject([
    { code: 'TICKET_NOT_VALID_ANYMORE' },
  ]);
  const { event } = await as(cid, 'query ($id: ID!) { event(id: $id) { viewerJoin { status ticket { code } } } }', {
    id: eventId,
  });
  expect((await checkIn(door, { ticketCode: event.viewerJoin.ticket.code })).join.status).toBe('CHECKED_IN');
});

it('gives the organizer and managers a list to take along', async () => {
  const response = await fetchCsv(manager);
  const lines = (await response.text()).trimEnd().split('\r\n');
  expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(['CHECKED_IN', 'CANCELLED', 'CHECKED_IN']);
  expect(lines.join()).not.toContain('@');
  expect((await fetchCsv(door)).status).toBe(403);
  expect((await fetchCsv(ann)).status).toBe(403);
});

it('takes the right to let people in away with the place on the staff', async () => {
  const { event } = await as(organizer, 'query ($id: ID!) { event(id: $id) { staff { id user { id } } } }', {
    id: eventId,
  });
  const atTheDoor = event.staff.find(({ user }: { user: { id: string } }) => user.id === door.userId);
  const removed = await change(manager, 'removeStaff', 'event { id }', { eventId, staffMemberId: atTheDoor.id });
  expect(removed.userErrors).toEqual([]);
  await eventually(async () => {
    const { userErrors } = await change(door, 'undoCheckIn', 'join { id }', { eventId, userId: ann.userId });
    expect(userErrors).toEqual([{ code: 'NOT_STAFF' }]);
  }, patiently);
});
