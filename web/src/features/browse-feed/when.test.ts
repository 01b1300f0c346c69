import { describe, expect, it } from 'vitest';
import { spanOf } from './when.ts';

const on = (day: string, zone = 'Europe/Vienna') => Temporal.ZonedDateTime.from(`${day}T15:00[${zone}]`);

describe('the days of', () => {
  it('today and tomorrow are whole days of the viewer’s zone', () => {
    expect(spanOf('today', on('2027-05-04'))).toEqual({
      startsAfter: '2027-05-03T22:00:00Z',
      startsBefore: '2027-05-04T22:00:00Z',
    });
    expect(spanOf('tomorrow', on('2027-05-04')).startsAfter).toBe('2027-05-04T22:00:00Z');
  });

  it('the weekend are Saturday and Sunday, and on a Sunday what is left of it', () => {
    const weekend = (day: string) => spanOf('weekend', on(day, 'UTC'));
    const whole = { startsAfter: '2027-05-08T00:00:00Z', startsBefore: '2027-05-10T00:00:00Z' };
    expect(weekend('2027-05-03')).toEqual(whole);
    expect(weekend('2027-05-08')).toEqual(whole);
    expect(weekend('2027-05-09')).toEqual({ ...whole, startsAfter: '2027-05-09T00:00:00Z' });
  });

  it('a week keep to the day’s beginning where clocks are set meanwhile', () => {
    expect(spanOf('week', on('2027-03-25'))).toEqual({
      startsAfter: '2027-03-24T23:00:00Z',
      startsBefore: '2027-03-31T22:00:00Z',
    });
  });
});
