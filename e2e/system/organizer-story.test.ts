import type { Person } from '@cityevents/cli/drop/make-people';
import { eventually } from '@cityevents/testing/wait';
import { expect, test } from 'vitest';
import { mailsTo } from './mailbox.ts';
import { ask } from './public-api.ts';
import { newPeople, runId } from './running-system.ts';

const patiently = { timeoutMs: 90_000, everyMs: 250 };
const title = `Story ${runId}`;
const at = (duration: { seconds?: number; hours?: number }) => Temporal.Now.instant().add(duration).toString();

async function mutate(name: string, input: object, { accessToken }: Person, fields = '') {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code message } } }`;
  const payload = (await ask(query, { input }, accessToken))[name];
  expect(payload.userErrors).toEqual([]);
  return payload;
}

test('from a draft that publishes itself, through the drop and a message, to the end: everyone is mailed once of each', async () => {
  const [organizer, ...people] = (await newPeople(6)) as [Person, ...Person[]];
  const facts = {
    title,
    startsAt: at({ hours: 48 }),
    endsAt: at({ hours: 50 }),
    timezone: 'Europe/Vienna',
    capacity: 2,
  };
  const { event } = await mutate('createEvent', facts, organizer, 'event { id }');
  const eventId: string = event.id;

  // Published by itself, and dropped at once.
  await mutate('schedulePublishing', { eventId, publishAt: at({ seconds: 3 }) }, organizer);
  const statusOf = 'query ($id: ID!) { event(id: $id) { status seatsTaken } }';
  await eventually(async () => {
    expect((await ask(statusOf, { id: eventId })).event).toEqual({ status: 'PUBLISHED', seatsTaken: 0 });
  }, patiently);
  const joins = await Promise.all(
    people.map((person) => mutate('joinEvent', { eventId }, person, 'join { status waitlistPosition }')),
  );
  const places = joins.map(({ join }) => join.waitlistPosition ?? join.status);
  expect(places.toSorted()).toEqual([1, 2, 3, 'CONFIRMED', 'CONFIRMED']);

  await eventually(() => mutate('recordView', { eventId }, people[0]!), patiently);
  const letter = { eventId, subject: 'Doors', body: 'They open at seven.', audience: 'ALL' };
  expect((await mutate('messageAttendees', letter, organizer, 'recipients')).recipients).toBe(5);
  await mutate('setCapacity', { eventId, capacity: 4 }, organizer);
  const last = people[places.indexOf(3)]!;
  await mutate('removeAttendee', { eventId, userId: last.userId }, organizer);
  const subjectsTo = async ({ email }: Person) =>
    (await mailsTo(email)).map(({ subject }) => subject).filter((subject) => subject.includes(title));
  // What seats tell and what events tell is in no order: who is taken off while the event is called off may hear of both.
  await eventually(async () => {
    expect(await subjectsTo(last)).toContain(`You were taken off the list: ${title}`);
  }, patiently);
  await mutate('cancelEvent', { eventId }, organizer);

  const [confirmed, promoted, letterSubject, off, removed] = [
    `You're in: ${title}`,
    `A seat is yours: ${title}`,
    `From the organizer of ${title}: Doors`,
    `Called off: ${title}`,
    `You were taken off the list: ${title}`,
  ];
  for (const [i, person] of people.entries()) {
    const place = places[i];
    const waiting = `You're number ${place} in line for ${title}`;
    const expected =
      place === 'CONFIRMED'
        ? [confirmed, letterSubject, off]
        : place === 3
          ? [waiting, letterSubject, removed]
          : [waiting, letterSubject, promoted, off];
    await eventually(async () => {
      expect((await subjectsTo(person)).toSorted()).toEqual(expected.toSorted());
    }, patiently);
  }

  // What was done, by whom, is there to be read; joins tells of its part by message.
  const log = `query ($id: ID!) { event(id: $id) {
    eventStats { joined waitlisted cancelled points { joined cancelled } views }
    auditLog(first: 100) { edges { node { action actor { id } subject { id } changes { field before after } } } }
  } }`;
  await eventually(async () => {
    const { auditLog, eventStats } = (await ask(log, { id: eventId }, organizer.accessToken)).event;
    const entries = auditLog.edges.map(({ node }: { node: { action: string } }) => node);
    expect(entries.map(({ action }: { action: string }) => action).toSorted()).toEqual(
      [
        ...['CREATED', 'PUBLISHING_SCHEDULED', 'PUBLISHED', 'ATTENDEES_MESSAGED'],
        ...['CAPACITY_CHANGED', 'ATTENDEE_REMOVED', 'CANCELLED'],
      ].toSorted(),
    );
    expect(entries).toContainEqual({
      action: 'CAPACITY_CHANGED',
      actor: { id: organizer.userId },
      subject: null,
      changes: [{ field: 'capacity', before: 2, after: 4 }],
    });
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'ATTENDEE_REMOVED', subject: { id: last.userId } }),
    );
    expect(eventStats).toMatchObject({ joined: 5, waitlisted: 0, cancelled: 1, views: 1 });
    const sum = (field: 'joined' | 'cancelled') =>
      eventStats.points.reduce((total: number, point: Record<string, number>) => total + point[field]!, 0);
    expect([sum('joined'), sum('cancelled')]).toEqual([5, 1]);
  }, patiently);
});
