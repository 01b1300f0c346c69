import { expect, it } from 'vitest';
import { chartRows, labelOf, shareJoined } from './chart-rows.ts';

it('an hour and a day are named on the event’s clock', () => {
  expect(labelOf('2027-05-04T22:30:00Z', 'DAY', 'Europe/Vienna')).toContain('5');
  expect(labelOf('2027-05-04T17:00:00Z', 'HOUR', 'Europe/Vienna')).toMatch(/19:00|7:00/);
});

it('the hour that clocks show twice stays two rows', () => {
  const points = [{ at: '2027-10-31T00:00:00Z' }, { at: '2027-10-31T01:00:00Z' }];
  const rows = chartRows(points, 'HOUR', 'Europe/Vienna', () => ({}));
  expect(new Set(rows.map(({ label }) => label)).size).toBe(2);
});

it('a share is one of what was looked at', () => {
  expect(shareJoined(1, 4)).toBe(25);
  expect(shareJoined(1, 0)).toBeNull();
  expect(shareJoined(1, null)).toBeNull();
});
