import { expect, test } from 'vitest';
import type { ExportedEvent } from './exported-event.ts';
import { readCsv } from './read-csv.ts';
import { readIcal } from './read-ical.ts';
import { writeCsv } from './write-csv.ts';
import { writeIcal } from './write-ical.ts';

const event: ExportedEvent = {
  id: '01980000-0000-7000-8000-000000000001',
  title: 'Night of maps; "charts", and ליל מפות 🎉',
  description: 'Bring *a torch*.\n\n- one, two\n- three; four',
  startsAt: '2027-10-30T17:00:00Z',
  endsAt: '2027-10-31T02:30:00Z',
  timezone: 'Europe/Vienna',
  city: null,
  country: null,
  venue: 'Museum, map room',
  online: false,
  url: 'https://maps.example/night?a=b&c=d',
  tags: ['maps', 'night'],
  status: 'PUBLISHED',
  capacity: 40,
  waitlistLimit: null,
  seatsTaken: 3,
  waitlistLength: 0,
  joinsOpenAt: null,
  joinsCloseAt: '2027-10-30T16:00:00Z',
};
const cancelled: ExportedEvent = {
  ...event,
  id: '01980000-0000-7000-8000-000000000002',
  status: 'CANCELLED',
  timezone: 'UTC',
};
const options = { timezone: 'UTC', now: new Date('2027-03-01') };
const { title, description, startsAt, endsAt, timezone, venue, url, tags } = event;
const facts = { title, description, startsAt, endsAt, timezone, venue, url, tags };

test('what is written as a calendar is read again', () => {
  const { events, invalid } = readIcal(writeIcal([event, cancelled], options.now), options);
  expect(invalid).toEqual([]);
  expect(events.map(({ input }) => input)).toMatchObject([
    { ...facts, externalId: `${event.id}@cityevents`, cancelled: false },
    { ...facts, externalId: `${cancelled.id}@cityevents`, cancelled: true, timezone: 'UTC' },
  ]);
});

test('what is written as CSV is read again, with what calendars don’t know', () => {
  const { events, invalid } = readCsv(writeCsv([event, cancelled]), options);
  expect(invalid).toEqual([]);
  expect(events.map(({ input }) => input)).toMatchObject([
    { ...facts, capacity: 40, waitlistLimit: null, joinsCloseAt: '2027-10-30T16:00:00Z', cancelled: false },
    { externalId: `${cancelled.id}@cityevents`, cancelled: true },
  ]);
});

test('no spreadsheet runs a title as a formula', () => {
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("https://example.org")']) {
    expect(writeCsv([{ ...event, title: formula, description: '' }])).not.toMatch(
      new RegExp(`(^|,|")[${formula[0]}]`, 'm'),
    );
  }
});
