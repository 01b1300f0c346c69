import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventsUnderTest, inHours, startEventsUnderTest } from './events-under-test.ts';
import { eventInput, importRow, newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

const texts = fc.constantFrom(
  ...[
    '',
    ' ',
    '\u0000',
    '\n',
    '\ud800',
    '\u202Ereversed',
    '🎉'.repeat(200),
    '🎉'.repeat(201),
    'ليلة الخرائط',
    'e\u0301'.repeat(10_001),
  ],
  ...[
    'x'.repeat(10_000),
    'x'.repeat(500_000),
    "'; DROP TABLE events; --",
    '<script>alert(1)</script>',
    'null',
    'Z̷a̷l̷g̷o̷',
    `a${'\u0301'.repeat(40)}`,
  ],
);
const times = fc.constantFrom(
  ...[
    '',
    'tomorrow',
    '2027-02-30T10:00:00Z',
    '2027-05-04',
    '2027-05-04T10:00:00',
    '0000-01-01T00:00:00Z',
    '1899-12-31T23:59:59Z',
  ],
  ...[
    '2200-01-01T00:00:00Z',
    '9999-12-31T23:59:59-23:59',
    '2019-05-04T10:00:00Z',
    '2027-05-04T25:00:00Z',
    inHours(30),
    inHours(40),
  ],
);
const numbers = fc.constantFrom(0, -1, 1, 1.5, 1e6, 1e6 + 1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e300);
const zones = fc.constantFrom(
  '',
  'Europe/Vienna',
  'Middle/Earth',
  '+01:00',
  'UTC',
  'europe/vienna',
  '\u0000',
  'x'.repeat(100_000),
);
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });

/** Fields of an event, as clients could send them: of the right type, and of any value. */
const fields = {
  title: texts,
  description: optional(texts),
  startsAt: times,
  endsAt: times,
  timezone: zones,
  city: optional(texts),
  country: optional(texts),
  venue: optional(texts),
  url: optional(
    fc.oneof(texts, fc.constantFrom('javascript:alert(1)', 'https://a b', 'https://user@example.org', '//x')),
  ),
  tags: optional(fc.array(texts, { maxLength: 12 })),
  capacity: optional(numbers),
  waitlistLimit: optional(numbers),
  joinsOpenAt: optional(times),
  joinsCloseAt: optional(times),
};
const someFields = fc.record(fields, { requiredKeys: [] });

/** Refused by name, or done: nothing else. */
function expectSense(payload: {
  event: unknown;
  userErrors: { code: string; message: string; field: string[] | null }[];
}) {
  if (payload.userErrors.length === 0) return expect(payload.event).not.toBeNull();
  expect(payload.event).toBeNull();
  for (const { message, field } of payload.userErrors) {
    expect(field?.[0]).toBe('input');
    expect(Object.keys(fields)).toContain(field?.[1]);
    // For people: it says which, and is short enough to be read, whatever was sent.
    expect(message.length).toBeGreaterThan(20);
    expect(message.length).toBeLessThan(300);
  }
}

test('whatever a new event’s fields hold, each that is out of its limits is told by name', async () => {
  const organizer = newOrganizer(events);
  await fc.assert(
    fc.asyncProperty(someFields, async (changed) => {
      expectSense(await organizer.mutate('createEvent', eventInput(changed)));
    }),
    { numRuns: 150 },
  );
});

test('whatever a change’s fields hold, each that is out of its limits is told by name, and nothing else is changed', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await fc.assert(
    fc.asyncProperty(someFields, async (changed) => {
      const before = await organizer.read(id);
      const payload = await organizer.mutate('updateEvent', { eventId: id, ...changed });
      expectSense(payload);
      if (payload.userErrors.length > 0) expect(await organizer.read(id)).toEqual(before);
    }),
    { numRuns: 150 },
  );
});

test('whatever an import’s rows hold, each row is accounted for', async () => {
  const organizer = newOrganizer(events);
  const row = fc.record(
    { ...fields, externalId: texts, sequence: optional(numbers), cancelled: optional(fc.boolean()) },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
      const { results, userErrors } = await organizer.import(rows.map((changed, i) => importRow(`row ${i}`, changed)));
      expect(userErrors).toEqual([]);
      expect(results.map(({ index }) => index)).toEqual(rows.map((_, i) => i));
      for (const { outcome, errors } of results) expect(errors.length > 0).toBe(outcome === 'INVALID');
    }),
    { numRuns: 60 },
  );
});

const noMoment = /is no moment that exists.*such as 2027-05-04T19:00:00\+02:00/;

test.each([
  ['title', '', /title is empty/],
  ['title', 'x'.repeat(10_000), /title is 10,000 characters long; at most 200 fit/],
  ['title', '\u202Eevil', /invisible character U\+202E/],
  ['startsAt', 'tomorrow', noMoment],
  ['startsAt', '2027-02-30T10:00:00Z', noMoment],
  ['endsAt', '2027-05-04T10:00:00', noMoment],
  ['endsAt', inHours(-1), /end/],
  ['timezone', 'Middle/Earth', /"Middle\/Earth" is not known; give an IANA name/],
  ['timezone', 'vienna', /did you mean Europe\/Vienna\?/],
  ['capacity', 0, /at least 1/],
  ['capacity', -1, /at least 1/],
  ['capacity', 1.5, /whole number/],
  ['capacity', 2 ** 31, /at most 1,000,000/],
  ['waitlistLimit', -1, /at least 0/],
  ['joinsOpenAt', 'soon', noMoment],
])('a %s of %j is refused with what would be right', async (field, value, reason) => {
  const organizer = newOrganizer(events);
  const { userErrors } = await organizer.mutate('createEvent', eventInput({ [field]: value }));
  expect(userErrors).toContainEqual({
    code: 'INVALID_INPUT',
    field: ['input', field],
    message: expect.stringMatching(reason),
  });
});

test('text in the place of a number is a program’s mistake, and refused as one', async () => {
  const query = 'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } } }';
  const { errors } = await events.ask(newOrganizer(events).userId, query, { input: eventInput({ capacity: '5' }) });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  expect(errors?.[0]?.message).toContain('input.capacity');
});
