import type { Person } from '@cityevents/cli/drop/make-people';
import { eventually } from '@cityevents/testing/wait';
import { beforeAll, expect, it } from 'vitest';
import { mailsTo } from './mailbox.ts';
import { ask } from './public-api.ts';
import { newPeople, publicUrl, runId } from './running-system.ts';

const title = `Rooftop concert ${runId}`;
const eventFields =
  'id title status capacity seatsTaken seatsLeft waitlistLength viewerJoin { id status waitlistPosition }';
let organizer: Person;
let ann: Person;
let bob: Person;
let cid: Person;
let eventId: string;

const as = (person: Person, query: string, variables: Record<string, unknown> = {}) =>
  ask(query, variables, person.accessToken);
const eventFor = async (person: Person) =>
  (await as(person, `query ($id: ID!) { event(id: $id) { ${eventFields} } }`, { id: eventId })).event;
const change = async (person: Person, name: string, type: string, answer: string, input = {}) => {
  const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} userErrors { code } } }`;
  return (await as(person, mutation, { input: { eventId, ...input } }))[name];
};
const join = (person: Person) => change(person, 'joinEvent', 'JoinEventInput', 'join { id status waitlistPosition }');
const leave = (person: Person) => change(person, 'leaveEvent', 'LeaveEventInput', 'join { status }');

// One story, told in steps that build on each other.
beforeAll(async () => {
  [organizer, ann, bob, cid] = (await newPeople(4)) as [Person, Person, Person, Person];
  const startsAt = Temporal.Now.instant().add({ hours: 48 });
  const input = {
    title,
    startsAt: startsAt.toString(),
    endsAt: startsAt.add({ hours: 3 }).toString(),
    timezone: 'Europe/Vienna',
    city: 'Vienna',
    country: 'Austria',
    tags: ['Music'],
    capacity: 1,
  };
  const mutation = `mutation ($input: CreateEventInput!) {
    createEvent(input: $input) { event { id status draftCapacity tags } userErrors { code message } }
  }`;
  const { createEvent } = await as(organizer, mutation, { input });
  expect(createEvent).toMatchObject({ event: { status: 'DRAFT', draftCapacity: 1, tags: ['music'] }, userErrors: [] });
  eventId = createEvent.event.id;
});

it('keeps a draft to its organizer', async () => {
  expect(await eventFor(organizer)).toMatchObject({ title, status: 'DRAFT', seatsTaken: null });
  expect(await eventFor(ann)).toBeNull();
  expect(await join(ann)).toEqual({ join: null, userErrors: [{ code: 'EVENT_NOT_FOUND' }] });
});

it('opens a published event to everybody, by its organizer alone', async () => {
  const publish = (person: Person) => change(person, 'publishEvent', 'PublishEventInput', 'event { status }');
  expect((await publish(ann)).userErrors).toEqual([{ code: 'EVENT_NOT_FOUND' }]);
  expect(await publish(organizer)).toEqual({ event: { status: 'PUBLISHED' }, userErrors: [] });
  await eventually(async () => expect(await eventFor(ann)).toMatchObject({ capacity: 1, seatsTaken: 0, seatsLeft: 1 }));
});

it('gives the seat to the first, and places in line to the others', async () => {
  const first = await join(ann);
  expect(first).toMatchObject({ join: { status: 'CONFIRMED', waitlistPosition: null }, userErrors: [] });
  expect(await join(ann)).toEqual(first);
  expect(await join(bob)).toMatchObject({ join: { status: 'WAITLISTED', waitlistPosition: 1 } });
  expect(await join(cid)).toMatchObject({ join: { status: 'WAITLISTED', waitlistPosition: 2 } });
  await eventually(async () => {
    expect(await eventFor(cid)).toMatchObject({
      seatsTaken: 1,
      seatsLeft: 0,
      waitlistLength: 2,
      viewerJoin: { status: 'WAITLISTED', waitlistPosition: 2 },
    });
  });
});

it('gives a seat that is left to the next in line', async () => {
  expect(await leave(ann)).toEqual({ join: { status: 'CANCELLED' }, userErrors: [] });
  await eventually(async () => {
    expect((await eventFor(bob)).viewerJoin).toMatchObject({ status: 'CONFIRMED', waitlistPosition: null });
    expect(await eventFor(cid)).toMatchObject({ waitlistLength: 1, viewerJoin: { waitlistPosition: 1 } });
  });
});

it('lets people in from the line when the organizer adds seats', async () => {
  const add = (person: Person) => change(person, 'setCapacity', 'SetCapacityInput', 'event { id }', { capacity: 2 });
  expect((await add(ann)).userErrors).toEqual([{ code: 'NOT_ORGANIZER' }]);
  expect((await add(organizer)).userErrors).toEqual([]);
  await eventually(async () => {
    const event = await eventFor(cid);
    expect(event).toMatchObject({ capacity: 2, seatsTaken: 2, waitlistLength: 0, viewerJoin: { status: 'CONFIRMED' } });
  });
});

it('shows everybody their own joins', async () => {
  const query = '{ viewer { joins(first: 5) { edges { node { status event { title } } } } } }';
  expect((await as(bob, query)).viewer.joins.edges).toEqual([{ node: { status: 'CONFIRMED', event: { title } } }]);
  expect((await as(ann, query)).viewer.joins.edges).toEqual([{ node: { status: 'CANCELLED', event: { title } } }]);
});

it('mails each person once for what happened to them', async () => {
  const link = `${publicUrl}/events/${eventId}`;
  const subjects = async (person: Person) => (await mailsTo(person.email)).map((mail) => mail.subject);
  await eventually(
    async () => {
      expect(await subjects(ann)).toHaveLength(1);
      expect(await subjects(bob)).toHaveLength(2);
      expect(await subjects(cid)).toHaveLength(2);
    },
    { timeoutMs: 30_000, everyMs: 250 },
  );
  expect(await subjects(ann)).toEqual([expect.stringContaining(title)]);
  const [waiting, promoted] = await mailsTo(cid.email);
  expect(waiting!.subject).toMatch(/\b2 in line\b/);
  expect(promoted!.subject).not.toMatch(/\bline\b/);
  for (const mail of [waiting!, promoted!]) expect(mail.text).toContain(link);
});

it('shows the event in the feed, with its seats', async () => {
  const query = `query ($filter: FeedFilter!) {
    feed(kind: UPCOMING, filter: $filter, first: 100) { edges { node { id title seatsLeft } } }
  }`;
  const filter = {
    city: 'VIENNA',
    tags: ['music'],
    startsBefore: Temporal.Now.instant().add({ hours: 72 }).toString(),
  };
  await eventually(async () => {
    const { feed } = await ask(query, { filter });
    expect(feed.edges).toContainEqual({ node: { id: eventId, title, seatsLeft: 0 } });
  });
});

it('mails who has a seat, and nobody who left, that the event is called off', async () => {
  expect(await change(organizer, 'cancelEvent', 'CancelEventInput', 'event { status }')).toEqual({
    event: { status: 'CANCELLED' },
    userErrors: [],
  });
  const last = async (person: Person) => (await mailsTo(person.email)).at(-1)!.subject;
  await eventually(
    async () => {
      for (const person of [bob, cid]) expect(await last(person)).toBe(`Called off: ${title}`);
    },
    { timeoutMs: 30_000, everyMs: 250 },
  );
  expect(await last(ann)).not.toContain('Called off');
});
