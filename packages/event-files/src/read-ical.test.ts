import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIcal } from './read-ical.ts';

const options = { timezone: 'UTC', now: new Date('2027-03-01T12:00:00Z') };
const messy = readFileSync(new URL('../../../fixtures/events-messy.ics', import.meta.url), 'utf8');

const calendar = (...events: string[][]) =>
  events.map((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')).join('\r\n');
const one = (...lines: string[]) => {
  const { events, invalid } = readIcal(calendar(['UID:a', 'SUMMARY:A', ...lines]), options);
  return events[0]?.input ?? invalid[0]?.reasons[0];
};
const times = (...lines: string[]) => {
  const input = one(...lines);
  return typeof input === 'object' ? [input.startsAt, input.endsAt, input.timezone] : input;
};

test('the messy calendar: each of its events is brought in, merged, passed over, or refused by line and reason', () => {
  const { lines, events, invalid, passedOver } = readIcal(messy, options);
  const rows = [
    ...events.flatMap((event) => event.rows),
    ...invalid.map(({ row }) => row),
    ...passedOver.map(({ row }) => row),
  ];
  expect(rows.toSorted((a, b) => a - b)).toEqual(lines.map((_, row) => row));
  const text = messy.split('\n');
  for (const line of lines) expect(text[line - 1]).toBe('BEGIN:VEVENT');
  expect(events.map(({ input: { title, startsAt, endsAt, timezone } }) => [title, startsAt, endsAt, timezone])).toEqual(
    [
      ['Night of maps, second edition', '2031-05-04T17:00:00Z', '2031-05-04T20:30:00Z', 'Europe/Vienna'],
      ['All of a day', '2031-05-04T22:00:00Z', '2031-05-05T21:59:59Z', 'Europe/Vienna'],
      ['Three days', '2031-05-05T22:00:00Z', '2031-05-08T21:59:59Z', 'Europe/Vienna'],
      ["By the world's clock 🌍", '2031-05-10T17:00:00Z', '2031-05-10T18:30:00Z', 'UTC'],
      ['ליל מפות', '2031-05-11T18:00:00Z', '2031-05-11T19:00:00Z', 'Europe/Vienna'],
      ['In a zone the file explains', '2031-05-12T07:00:00Z', '2031-05-12T08:00:00Z', 'Europe/Vienna'],
      ['At half past two of a night that has none', '2031-03-30T01:30:00Z', '2031-03-30T02:30:00Z', 'Europe/Vienna'],
      ['Called off before anybody heard of it', '2031-05-13T17:00:00Z', '2031-05-13T18:00:00Z', 'UTC'],
      ['Long gone', '2019-05-04T17:00:00Z', '2019-05-04T18:00:00Z', 'UTC'],
      // Its limits are for the API to say.
      ['Ends before it starts', '2031-05-14T17:00:00Z', '2031-05-14T16:00:00Z', 'UTC'],
      ['', '2031-05-14T17:00:00Z', '2031-05-14T18:00:00Z', 'UTC'],
      ['The last one is good', '2031-05-15T17:00:00Z', '2031-05-15T18:00:00Z', 'UTC'],
    ],
  );
  expect(events[0]).toMatchObject({
    rows: [0, 1],
    input: {
      externalId: 'timed@fixture.example',
      sequence: 1,
      cancelled: false,
      description: 'Bring *a torch*.\nAnd a friend; two are better.',
      venue: 'Map room, Museum',
      url: 'https://maps.example/night',
      tags: ['maps', 'night'],
    },
  });
  expect(events[3]?.input).toMatchObject({ online: true, url: 'https://meet.example/room', venue: null });
  expect(events[7]?.input).toMatchObject({ cancelled: true, sequence: 2 });
  expect(passedOver.map(({ name }) => name)).toEqual(['Every week of 2019']);
  expect(invalid.map(({ name, reasons }) => `${name}: ${reasons}`)).toEqual([
    'Nameless: it has no UID, by which it would be known again',
    'Whenever: it has no start (DTSTART)',
    'Until whenever: it has neither an end (DTEND) nor a duration (DURATION)',
    'On a day that isn\'t: DTSTART: "2031-02-30T17:00:00" is no time that exists',
    'In a zone nobody knows: the timezone "Middle Earth Standard Time" is not known, and the file doesn\'t explain it',
    expect.stringMatching(/^: can't be read: .*this line is no property/),
    expect.stringMatching(/^: can't be read: .*NEVER/),
    ': has no END:VEVENT',
  ]);
});

describe('on the nights the clocks are changed', () => {
  test('a time that they skip is what the clocks from before would show', () => {
    expect(times('DTSTART;TZID=Europe/Vienna:20270328T023000', 'DTEND;TZID=Europe/Vienna:20270328T040000')).toEqual([
      '2027-03-28T01:30:00Z',
      '2027-03-28T02:00:00Z',
      'Europe/Vienna',
    ]);
  });

  test('of a time that they show twice the first is meant', () => {
    expect(times('DTSTART;TZID=Europe/Vienna:20271031T023000', 'DTEND;TZID=Europe/Vienna:20271031T040000')).toEqual([
      '2027-10-31T00:30:00Z',
      '2027-10-31T03:00:00Z',
      'Europe/Vienna',
    ]);
  });

  test('a whole day has 23 or 25 hours', () => {
    expect(times('DTSTART;VALUE=DATE;TZID=Europe/Vienna:20270328')).toEqual([
      '2027-03-27T23:00:00Z',
      '2027-03-28T21:59:59Z',
      'Europe/Vienna',
    ]);
    expect(times('DTSTART;VALUE=DATE;TZID=Europe/Vienna:20271031')).toEqual([
      '2027-10-30T22:00:00Z',
      '2027-10-31T22:59:59Z',
      'Europe/Vienna',
    ]);
  });

  test('what repeats keeps its hour', () => {
    const text = calendar([
      'UID:weekly',
      'SUMMARY:Weekly',
      'DTSTART;TZID=Europe/Vienna:20270321T190000',
      'DTEND;TZID=Europe/Vienna:20270321T210000',
      'RRULE:FREQ=WEEKLY;COUNT=3',
    ]);
    expect(readIcal(text, options).events.map(({ input }) => [input.externalId, input.startsAt, input.endsAt])).toEqual(
      [
        ['weekly/2027-03-21T19:00:00', '2027-03-21T18:00:00Z', '2027-03-21T20:00:00Z'],
        ['weekly/2027-03-28T19:00:00', '2027-03-28T17:00:00Z', '2027-03-28T19:00:00Z'],
        ['weekly/2027-04-04T19:00:00', '2027-04-04T17:00:00Z', '2027-04-04T19:00:00Z'],
      ],
    );
  });
});

describe('what repeats', () => {
  const weekly = ['UID:w', 'SUMMARY:Weekly', 'DTSTART:20200105T190000Z', 'DTEND:20200105T200000Z', 'RRULE:FREQ=WEEKLY'];

  test('is brought in from now on for a year, a hundred dates at most', () => {
    const weeks = readIcal(calendar(weekly), options).events.map(({ input }) => input.startsAt);
    expect([weeks[0], weeks.at(-1), weeks.length]).toEqual(['2027-03-07T19:00:00Z', '2028-02-27T19:00:00Z', 52]);
    const daily = calendar([...weekly.slice(0, -1), 'RRULE:FREQ=DAILY']);
    expect(readIcal(daily, options).events).toHaveLength(100);
  });

  test('leaves out what it says it leaves out, and a row for one date takes its place', () => {
    const text = calendar(
      [...weekly.slice(0, -1), 'RRULE:FREQ=WEEKLY;UNTIL=20270321T190000Z', 'EXDATE:20270314T190000Z'],
      [
        'UID:w',
        'SEQUENCE:1',
        'RECURRENCE-ID:20270321T190000Z',
        'SUMMARY:Later',
        'DTSTART:20270321T210000Z',
        'DURATION:PT1H',
      ],
    );
    const { events, invalid, passedOver } = readIcal(text, options);
    expect([invalid, passedOver]).toEqual([[], []]);
    expect(events.map(({ rows, input }) => [rows, input.title, input.startsAt])).toEqual([
      [[0], 'Weekly', '2027-03-07T19:00:00Z'],
      [[1, 0], 'Later', '2027-03-21T21:00:00Z'],
    ]);
  });
});

test('the whole of a file that cancels is cancelled', () => {
  const text = `METHOD:CANCEL\n${calendar(['UID:a', 'DTSTART:20270504T170000Z'])}`;
  expect(readIcal(text, options).events[0]?.input).toMatchObject({ externalId: 'a', cancelled: true, title: '' });
});

test('whatever is in a file, each BEGIN:VEVENT is accounted for, and nothing is thrown', () => {
  const line = fc.constantFrom(
    ...[
      'BEGIN:VEVENT',
      'END:VEVENT',
      'BEGIN:VTIMEZONE',
      'END:VTIMEZONE',
      'BEGIN:VALARM',
      'END:VALARM',
      'UID:a',
      'UID:',
      '',
    ],
    ...[
      'SUMMARY:x',
      'DTSTART:20270504T170000Z',
      'DTSTART;VALUE=DATE:20270504',
      'DTEND:20270504T180000Z',
      'DTEND:tomorrow',
    ],
    ...[
      'DTSTART;TZID=Nowhere:20270504T170000',
      'DTSTART;TZID=Europe/Vienna:20270504T170000',
      'DURATION:PT1H',
      'DURATION:-P1D',
    ],
    ...[
      'RRULE:FREQ=DAILY',
      'RRULE:FREQ=SECONDLY',
      'RRULE:x',
      'EXDATE:20270504T170000Z',
      'RDATE:20270601T170000Z',
      'SEQUENCE:x',
    ],
    ...[
      'RECURRENCE-ID:20270504T170000Z',
      'STATUS:CANCELLED',
      'METHOD:CANCEL',
      'X-WR-TIMEZONE:Mars/Base',
      ' folded',
      ':',
      ';',
    ],
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { lines: rows, events, invalid, passedOver } = readIcal(lines.join('\r\n'), options);
      const mentioned = [
        ...events.flatMap((event) => event.rows),
        ...[...invalid, ...passedOver].map(({ row }) => row),
      ];
      expect([...new Set(mentioned)].toSorted((a, b) => a - b)).toEqual(rows.map((_, row) => row));
    }),
    { numRuns: 500 },
  );
});
