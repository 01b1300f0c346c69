import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileProblem, readCsv } from './read-csv.ts';

const options = { timezone: 'Europe/Vienna', now: new Date('2027-03-01T12:00:00Z') };
const messy = readFileSync(new URL('../../../fixtures/events-messy.csv', import.meta.url), 'utf8');
const one = (row: string, header = 'title,startsAt,endsAt,timezone') => {
  const { events, invalid } = readCsv(`${header}\n${row}\n`, options);
  return events[0]?.input ?? invalid[0]?.reasons;
};

test('the messy file: each of its rows is brought in, or refused by line and reason', () => {
  const { lines, events, invalid, unknownColumns } = readCsv(messy, options);
  const rows = [...events.flatMap((event) => event.rows), ...invalid.map(({ row }) => row)];
  expect(rows.toSorted((a, b) => a - b)).toEqual(lines.map((_, row) => row));
  expect(unknownColumns).toEqual(['Mood']);
  expect(
    events.map(({ rows: [row], input: { externalId, startsAt, endsAt } }) => [
      lines[row!],
      externalId,
      startsAt,
      endsAt,
    ]),
  ).toEqual([
    [2, 'night', '2031-05-04T17:00:00Z', '2031-05-04T20:30:00Z'],
    [3, 'quoted', '2031-05-05T17:00:00Z', '2031-05-05T19:00:00Z'],
    [5, 'day', '2031-05-06T04:00:00Z', '2031-05-07T03:59:59Z'],
    [6, '2031-05-07 19:00 Known by its title', '2031-05-07T17:00:00Z', '2031-05-07T18:00:00Z'],
    [8, 'emoji', '2031-05-08T17:00:00Z', '2031-05-08T18:00:00Z'],
    [9, 'past', '2019-05-04T17:00:00Z', '2019-05-04T18:00:00Z'],
    [10, 'off', '2031-05-09T17:00:00Z', '2031-05-09T18:00:00Z'],
    // Their limits are for the API to say.
    [16, 'backwards', '2031-05-10T17:00:00Z', '2031-05-10T16:00:00Z'],
    [17, 'none', '2031-05-10T17:00:00Z', '2031-05-10T18:00:00Z'],
    [18, 'many', '2031-05-10T17:00:00Z', '2031-05-10T18:00:00Z'],
    [21, 'script', '2031-05-10T17:00:00Z', '2031-05-10T18:00:00Z'],
  ]);
  expect(events[0]?.input).toMatchObject({
    city: 'Vienna',
    venue: 'Museum',
    online: false,
    tags: ['maps', 'night'],
    capacity: 40,
  });
  expect(events[1]?.input.title).toBe('Maps; and "charts" on two lines');
  expect(events[6]?.input).toMatchObject({ cancelled: true });
  expect(invalid.map(({ row, reasons }) => `${lines[row]}: ${reasons.join('; ')}`)).toEqual([
    '11: has the same externalId as line 2',
    '12: title: is missing',
    expect.stringMatching(/^13: startsAt: "2031-02-30 19:00" is no time: .*; endsAt: /),
    expect.stringMatching(/^14: startsAt: "10\.05\.2031 19:00" is no time: write it as 2027-05-04 19:00/),
    '15: timezone: "Middle/Earth" is no IANA name such as Europe/Vienna',
    '19: capacity: "some" is no whole number',
    '20: online: "maybe" is neither yes nor no',
    expect.stringMatching(/^22: has 15 fields, and there are 14 columns/),
    '23: startsAt: is missing; endsAt: is missing',
    '24: a quote is opened and never closed; what follows it can’t be read',
  ]);
});

test('a file with other separators, a byte order mark, or lines that end otherwise says the same', () => {
  const rows = [
    ['title', 'startsAt', 'endsAt'],
    ['A', '2027-05-04 19:00', '2027-05-04 20:00'],
  ];
  const expected = readCsv(rows.map((row) => row.join(',')).join('\n'), options).events;
  expect(expected).toHaveLength(1);
  for (const separator of [';', '\t', ','])
    for (const end of ['\r\n', '\n', '\r'])
      expect(readCsv(`\ufeff${rows.map((row) => row.join(separator)).join(end)}${end}`, options).events).toEqual(
        expected,
      );
});

test('times are by the clocks of the row’s zone, on the nights they are changed as well', () => {
  expect(one('A,2027-03-28 02:30,2027-03-28 04:00,')).toMatchObject({
    startsAt: '2027-03-28T01:30:00Z',
    endsAt: '2027-03-28T02:00:00Z',
    timezone: 'Europe/Vienna',
  });
  expect(one('A,2027-10-31 02:30,2027-10-31,')).toMatchObject({
    startsAt: '2027-10-31T00:30:00Z',
    endsAt: '2027-10-31T22:59:59Z',
  });
  expect(one('A,2027-10-31T02:30:00+01:00,2027-10-31 04:00,')).toMatchObject({ startsAt: '2027-10-31T01:30:00Z' });
});

test('a file without the columns that make an event says which it lacks, and which there are', () => {
  expect(() => readCsv('name,when\nA,soon\n', options)).toThrow(FileProblem);
  expect(() => readCsv('name,when\nA,soon\n', options)).toThrow(
    /no column startsAt and no endsAt\. The columns are externalId/,
  );
  expect(() => readCsv('', options)).toThrow(/nothing in it/);
});

test('whatever is in a file, each row is accounted for, and nothing else is thrown', () => {
  const piece = fc.constantFrom(
    ',',
    ';',
    '"',
    '""',
    '\n',
    '\r\n',
    'a',
    '2027-05-04',
    '2027-05-04 19:00',
    ' ',
    '\u0000',
    'é',
    '=1+1',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const { lines, events, invalid } = readCsv(`title,startsAt,endsAt\n${pieces.join('')}`, options);
      const mentioned = [...events.flatMap((event) => event.rows), ...invalid.map(({ row }) => row)];
      expect(mentioned.toSorted((a, b) => a - b)).toEqual(lines.map((_, row) => row));
    }),
    { numRuns: 500 },
  );
});
