import { describe, expect, it } from 'vitest';
import { hoursLater, readClock, showClock } from './clock-time.ts';

const vienna = 'Europe/Vienna';

describe('a time on a zone’s clock', () => {
  it('is a moment there, in summer and in winter', () => {
    expect(readClock('2027-05-04T19:00', vienna)).toEqual({ kind: 'moment', at: '2027-05-04T17:00:00Z' });
    expect(readClock('2027-12-04T19:00', vienna)).toEqual({ kind: 'moment', at: '2027-12-04T18:00:00Z' });
    expect(readClock('2027-05-04T19:00', 'America/New_York')).toEqual({ kind: 'moment', at: '2027-05-04T23:00:00Z' });
  });

  it('is skipped in the night when clocks are put forward', () => {
    expect(readClock('2027-03-28T02:30', vienna)).toEqual({ kind: 'skipped', next: '2027-03-28T03:30' });
    expect(readClock('2027-03-28T01:59', vienna)).toEqual({ kind: 'moment', at: '2027-03-28T00:59:00Z' });
    expect(readClock('2027-03-28T03:00', vienna)).toEqual({ kind: 'moment', at: '2027-03-28T01:00:00Z' });
  });

  it('is its first showing in the night when clocks are put back', () => {
    expect(readClock('2027-10-31T02:30', vienna)).toEqual({ kind: 'moment', at: '2027-10-31T00:30:00Z' });
  });

  it('is nothing, or no time', () => {
    expect(readClock('', vienna)).toEqual({ kind: 'empty' });
    expect(readClock('2027-02-30T10:00', vienna)).toEqual({ kind: 'nonsense' });
    expect(readClock('tomorrow', vienna)).toEqual({ kind: 'nonsense' });
    expect(readClock('2027-05-04T19:00', 'Mars/Olympus_Mons')).toEqual({ kind: 'nonsense' });
  });

  it('is shown as the field takes it, and read back as the same moment', () => {
    expect(showClock('2027-05-04T17:00:00Z', vienna)).toBe('2027-05-04T19:00');
    expect(showClock(null, vienna)).toBe('');
    expect(readClock(showClock('2027-12-31T23:30:00Z', vienna), vienna)).toEqual({
      kind: 'moment',
      at: '2027-12-31T23:30:00Z',
    });
  });

  it('goes on by hours that pass, over a night when clocks change as well', () => {
    expect(hoursLater('2027-05-04T19:00', 2, vienna)).toBe('2027-05-04T21:00');
    expect(hoursLater('2027-03-28T01:30', 2, vienna)).toBe('2027-03-28T04:30');
    expect(hoursLater('', 2, vienna)).toBe('');
  });
});
