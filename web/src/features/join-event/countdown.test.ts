import { describe, expect, it } from 'vitest';
import { lastCall, timeLeft } from './countdown.ts';

const end = Date.parse('2027-05-01T12:00:00Z');
const left = (seconds: number) => timeLeft(end, end - seconds * 1000);

describe('a countdown', () => {
  it('counts in days, hours, minutes and seconds', () => {
    expect(left(2 * 86_400 + 3 * 3_600 + 4 * 60 + 5)).toEqual({ days: 2, hours: 3, minutes: 4, seconds: 5 });
  });

  it('shows a second until it has passed, and nothing afterwards', () => {
    expect(left(0.001).seconds).toBe(1);
    expect(left(1).seconds).toBe(1);
    expect(left(1.001).seconds).toBe(2);
    expect(left(0)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
    expect(left(-5)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
  });

  it('is told of ten minutes, a minute and ten seconds before its end', () => {
    const called = (seconds: number) => lastCall(end, end - seconds * 1000);
    expect([601, 600, 61, 60, 11, 10, 1].map(called)).toEqual([null, 600, 600, 60, 60, 10, 10]);
  });
});
