import { describe, expect, it } from 'vitest';
import { clocksAgree, describeMoment, describeSpan } from './event-moment.ts';

const now = new Date('2027-01-01T00:00:00Z');

describe('when an event is', () => {
  it('is said once where both clocks agree', () => {
    const moment = describeMoment('2027-05-04T17:00:00Z', 'Europe/Vienna', 'Europe/Berlin', now);
    expect(moment.own).toContain('7:00');
    expect(moment.there).toBeNull();
  });

  it('is said twice, with the zone, where they differ', () => {
    const moment = describeMoment('2027-05-04T17:00:00Z', 'America/New_York', 'Europe/Vienna', now);
    expect(moment.own).toMatch(/7:00/);
    expect(moment.there).toMatch(/1:00.*(EDT|GMT-4)/);
  });

  it('carries the year only when it is another one', () => {
    expect(describeMoment('2027-05-04T17:00:00Z', 'UTC', 'UTC', now).own).not.toContain('2027');
    expect(describeMoment('2028-05-04T17:00:00Z', 'UTC', 'UTC', now).own).toContain('2028');
  });

  it('knows that clocks agree only for a part of the year', () => {
    // Phoenix has no summer time: Denver's clock agrees with it in winter only.
    expect(clocksAgree(new Date('2027-01-10T12:00:00Z'), 'America/Phoenix', 'America/Denver')).toBe(true);
    expect(clocksAgree(new Date('2027-07-10T12:00:00Z'), 'America/Phoenix', 'America/Denver')).toBe(false);
  });

  it('treats an unknown zone as UTC instead of failing the page', () => {
    expect(describeSpan('2027-05-04T17:00:00Z', '2027-05-04T19:00:00Z', 'nonsense')).toMatch(/2027/);
  });

  it('names a day once when the event ends on it', () => {
    const span = describeSpan('2027-05-04T17:00:00Z', '2027-05-04T19:30:00Z', 'Europe/Vienna');
    expect(span.match(/2027/g)).toHaveLength(1);
  });
});
