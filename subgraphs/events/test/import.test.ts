import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventsUnderTest, inHours, newPerson, startEventsUnderTest } from './events-under-test.ts';
import { importRow, newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

const past = { startsAt: '2024-03-05T08:00:00Z', endsAt: '2024-03-06T17:00:00Z' };

test('good rows go in published, past ones are over, bad ones say what is wrong, in the order of the input', async () => {
  const organizer = newOrganizer(events);
  const { results, userErrors } = await organizer.import([
    importRow('future', { capacity: 3, waitlistLimit: 2, tags: ['Web'] }),
    importRow('bad', { title: '', timezone: 'Nowhere', waitlistLimit: -1 }),
    importRow('past', past),
    importRow('future'),
  ]);
  expect(userErrors).toEqual([]);
  expect(results.map(({ index, externalId, outcome, event }) => [index, externalId, outcome, event?.status])).toEqual([
    [0, 'future', 'CREATED', 'PUBLISHED'],
    [1, 'bad', 'INVALID', undefined],
    [2, 'past', 'CREATED', 'ENDED'],
    [3, 'future', 'INVALID', undefined],
  ]);
  expect(results.map(({ errors }) => errors.map(({ field }) => field))).toEqual([
    [],
    [['title'], ['timezone'], ['waitlistLimit']],
    [],
    [['externalId']],
  ]);
  expect(results[3]?.errors[0]?.message).toMatch(/index 0/);

  const [message, ...more] = await events.messagesOf(results[0]!.event!.id);
  expect(more).toEqual([]);
  expect(message).toMatchObject({
    type: 'event.published.v1',
    sequence: 1,
    data: { openingCapacity: 3, openingWaitlistLimit: 2, tags: ['web'] },
  });
  expect(await events.messagesOf(results[2]!.event!.id)).toHaveLength(1);
});

test('repeating an import changes and tells nothing', async () => {
  const organizer = newOrganizer(events);
  const rows = [importRow('a', { tags: ['Web', 'web'], title: ' A ' }), importRow('b', past)];
  const first = await organizer.import(rows);
  const second = await organizer.import(rows);
  expect(second.results.map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'UNCHANGED']);
  expect(second.results.map(({ event }) => event)).toEqual(first.results.map(({ event }) => event));
  for (const { event } of first.results) expect(await events.messagesOf(event!.id)).toHaveLength(1);
});

test('a row that differs updates its event and tells of it; a differing capacity or waitlist limit is none', async () => {
  const organizer = newOrganizer(events);
  const row = importRow('a', { ...past, capacity: 10, waitlistLimit: 4 });
  const { results } = await organizer.import([row]);
  const { id } = results[0]!.event!;

  const others = { capacity: 20, waitlistLimit: null };
  expect((await organizer.import([{ ...row, ...others }])).results[0]?.outcome).toBe('UNCHANGED');
  const postponed = { ...row, ...others, startsAt: inHours(5), endsAt: inHours(6), title: 'Postponed' };
  const updated = (await organizer.import([postponed])).results[0]!;
  expect(updated).toMatchObject({ outcome: 'UPDATED', event: { id, title: 'Postponed', status: 'PUBLISHED' } });
  const opening = { openingCapacity: 10, openingWaitlistLimit: 4 };
  expect(await events.messagesOf(id)).toMatchObject([
    { type: 'event.published.v1', sequence: 1, data: opening },
    { type: 'event.updated.v1', sequence: 2, data: opening },
  ]);
});

test('a cancelled event is not brought back', async () => {
  const organizer = newOrganizer(events);
  const { results } = await organizer.import([importRow('a'), importRow('b')]);
  await organizer.cancel(results[0]!.event!.id);
  const again = await organizer.import([importRow('a', { title: 'Back' }), importRow('b', { title: 'Changed' })]);
  expect(again.results).toMatchObject([
    {
      outcome: 'INVALID',
      event: null,
      errors: [{ field: ['externalId'], message: expect.stringMatching(/cancelled/) }],
    },
    { outcome: 'UPDATED' },
  ]);
  expect((await organizer.read(results[0]!.event!.id))?.status).toBe('CANCELLED');
});

test('a dry run says what would happen and does none of it', async () => {
  const organizer = newOrganizer(events);
  const { results: before } = await organizer.import([importRow('a'), importRow('b')]);
  const rows = [importRow('a', { title: 'Changed' }), before[1]!, importRow('c'), importRow('d', { title: '' })];
  rows[1] = importRow('b', { startsAt: before[1]!.event!.startsAt, endsAt: before[1]!.event!.endsAt });
  const { results } = await organizer.import(rows, true);
  expect(results.map(({ outcome, event }) => [outcome, event?.title])).toEqual([
    ['UPDATED', 'Night of maps'],
    ['UNCHANGED', 'Night of maps'],
    ['CREATED', undefined],
    ['INVALID', undefined],
  ]);
  expect(await events.database.event.count({ where: { organizerId: organizer.userId } })).toBe(2);
  expect(await events.messagesOf(before[0]!.event!.id)).toHaveLength(1);
});

test('an external id is unique an organizer, not among all', async () => {
  const [one, other] = [newOrganizer(events), newOrganizer(events)];
  const ids = [];
  for (const organizer of [one, other]) ids.push((await organizer.import([importRow('a')])).results[0]!.event!.id);
  expect(ids[0]).not.toBe(ids[1]);
});

test('100 rows go in at once; none or 101 are refused as a whole', async () => {
  const organizer = newOrganizer(events);
  const rows = Array.from({ length: 101 }, (_, i) => importRow(`row ${i}`));
  for (const batch of [rows, []]) {
    expect(await organizer.import(batch)).toMatchObject({
      results: [],
      userErrors: [{ code: 'TOO_MANY_EVENTS', field: ['input', 'events'] }],
    });
  }
  const { results } = await organizer.import(rows.slice(0, 100));
  expect(results.map(({ index, outcome, externalId }) => [index, outcome, externalId])).toEqual(
    rows.slice(0, 100).map(({ externalId }, index) => [index, 'CREATED', externalId]),
  );
});

test('an import by somebody whose address isn’t verified brings nothing in, but a dry run says what it would', async () => {
  const userId = newPerson();
  const unverified = newOrganizer(events, userId, { emailVerified: false });
  const rows = [importRow('a')];
  expect((await unverified.import(rows, true)).results.map(({ outcome }) => outcome)).toEqual(['CREATED']);
  expect(await unverified.import(rows)).toEqual({
    results: [],
    userErrors: [{ code: 'EMAIL_NOT_VERIFIED', message: expect.stringContaining('open the link'), field: null }],
  });
  const { results } = await newOrganizer(events, userId).import(rows);
  expect(results.map(({ outcome }) => outcome)).toEqual(['CREATED']);
});

test('a cancelled row calls its event off, and one that never came is passed over', async () => {
  const organizer = newOrganizer(events);
  const [a] = (await organizer.import([importRow('a'), importRow('past', past)])).results;
  const rows = [
    importRow('a', { cancelled: true, title: '' }),
    importRow('never', { cancelled: true }),
    importRow('past', { ...past, cancelled: true }),
  ];
  const outcomes = async (dryRun?: boolean) =>
    (await organizer.import(rows, dryRun)).results.map(({ outcome, event }) => [outcome, event?.status]);
  expect(await outcomes(true)).toEqual([
    ['CANCELLED', 'PUBLISHED'],
    ['SKIPPED', undefined],
    ['SKIPPED', 'ENDED'],
  ]);
  expect(await outcomes()).toEqual([
    ['CANCELLED', 'CANCELLED'],
    ['SKIPPED', undefined],
    ['SKIPPED', 'ENDED'],
  ]);
  expect((await outcomes())[0]).toEqual(['UNCHANGED', 'CANCELLED']);
  expect((await events.messagesOf(a!.event!.id)).map(({ type }) => type)).toEqual([
    'event.published.v1',
    'event.cancelled.v1',
  ]);
});

test('an older revision than what is there is passed over, however much it differs', async () => {
  const organizer = newOrganizer(events);
  const outcomeOf = async (changed: object) => (await organizer.import([importRow('a', changed)])).results[0];
  const times = { startsAt: inHours(24), endsAt: inHours(27) };
  await outcomeOf({ ...times, sequence: 2, title: 'Second' });
  expect(await outcomeOf({ ...times, sequence: 1, title: 'First' })).toMatchObject({
    outcome: 'SKIPPED',
    event: { title: 'Second' },
  });
  expect((await outcomeOf({ ...times, sequence: 1, cancelled: true }))?.outcome).toBe('SKIPPED');
  expect((await outcomeOf({ ...times, sequence: 5, title: 'Second' }))?.outcome).toBe('UNCHANGED');
  expect((await outcomeOf({ ...times, sequence: 4, title: 'Fourth' }))?.outcome).toBe('SKIPPED');
  expect((await outcomeOf({ ...times, sequence: 5, title: 'Fifth' }))?.outcome).toBe('UPDATED');
  // Who doesn't count revisions means what they say.
  expect((await outcomeOf({ ...times, title: 'Uncounted' }))?.outcome).toBe('UPDATED');
});

test('a row that changes something says what, and with dryRun what it would', async () => {
  const organizer = newOrganizer(events);
  const row = importRow('a', { city: 'Vienna' });
  await organizer.import([row]);
  const changed = { ...row, city: 'Graz', venue: 'Museum', capacity: 5 };
  const expected = [
    { field: 'city', before: 'Vienna', after: 'Graz' },
    { field: 'venue', before: null, after: 'Museum' },
  ];
  for (const dryRun of [true, false]) {
    expect((await organizer.import([changed], dryRun)).results[0]).toMatchObject({
      outcome: 'UPDATED',
      changes: expected,
    });
  }
  expect((await organizer.import([changed])).results[0]).toMatchObject({ outcome: 'UNCHANGED', changes: [] });
});

test.each([-1, 1.5, 2 ** 31])('a sequence of %d is no revision', async (sequence) => {
  const { results } = await newOrganizer(events).import([importRow('a', { sequence })]);
  expect(results).toMatchObject([{ outcome: 'INVALID', errors: [{ field: ['sequence'] }] }]);
});
