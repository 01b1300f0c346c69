import { expect, it } from 'vitest';
import { mapConferences } from './mapping.ts';
import { formatReport, nextStep, reportImport } from './report.ts';
import type { SentEvent } from './send-events.ts';

const conference = { name: 'Conf', url: 'https://conf.example', startDate: '2031-05-04', endDate: '2031-05-06' };
const place = (row: number) => `row ${row}`;

it('accounts for all rows, those the API refused among the invalid ones', () => {
  const rows = [conference, { ...conference, city: 'Rome' }, { ...conference, name: 'Other' }, 'nonsense'];
  const mapping = mapConferences(rows);
  const sent: SentEvent[] = mapping.events.map((event, index) => {
    return index === 0
      ? { event, outcome: 'CREATED', eventId: 'e', changes: [], errors: [] }
      : { event, outcome: 'INVALID', eventId: null, changes: [], errors: ['title: is forbidden'] };
  });
  const report = reportImport(rows.length, mapping, sent);
  expect(report).toMatchObject({ created: 1, updated: 0, unchanged: 0, merged: 1 });
  expect(formatReport(report, false, place)).toBe(
    [
      'Done:',
      '  created                 1',
      '  updated                 0',
      '  unchanged               0',
      '  duplicates merged       1',
      '  invalid                 2',
      '  rows in all             4',
      '',
      'Invalid:',
      '  row 2 "Other": title: is forbidden',
      '  row 3: is not an object',
      '',
      'Merged although they differ (the first row counts):',
      '  row 0, row 1 "Conf": city',
    ].join('\n'),
  );
});

it('refuses to leave a row out', () => {
  expect(() => reportImport(2, mapConferences([conference]), [])).toThrow('2 rows were read, but 0 are accounted for');
});

it('points to the event that comes first of those still to come', () => {
  const days = ['2031-05-04', '2031-05-02', '2031-05-01', '2031-05-03'];
  const rows = days.map((day) => ({ ...conference, name: `On ${day}`, startDate: day }));
  const sent = mapConferences(rows).events.map(
    (event, index): SentEvent => ({ event, outcome: 'UNCHANGED', eventId: `id-${index}`, changes: [], errors: [] }),
  );
  const now = new Date('2031-05-01T12:00Z');
  expect(nextStep(sent, 'http://localhost', now)).toBe(
    'Still to come: 3, first of all "On 2031-05-02" (2031-05-02): http://localhost/events/id-1\n' +
      'To drop it: npm run drop -- --event id-1 --seats 1',
  );
  expect(nextStep(sent, 'http://localhost', new Date('2032-01-01'))).toBeUndefined();
});
