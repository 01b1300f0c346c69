import { expect, it } from 'vitest';
import { describeValue } from './describe-value.ts';

it('a value of the log is said in words, times on the event’s clock', () => {
  expect(describeValue(null, 'UTC')).toBe('nothing');
  expect(describeValue([], 'UTC')).toBe('nothing');
  expect(describeValue(['a', 'b'], 'UTC')).toBe('a, b');
  expect(describeValue(true, 'UTC')).toBe('yes');
  expect(describeValue(12_000, 'UTC')).toBe('12,000');
  expect(describeValue('2027-05-04T17:00:00.000Z', 'Europe/Vienna')).toMatch(/19:00|7:00/);
  expect(describeValue('DOOR', 'UTC', { DOOR: 'At the door' })).toBe('At the door');
  expect(describeValue('DOOR', 'UTC')).toBe('DOOR');
  expect(describeValue('x'.repeat(500), 'UTC')).toHaveLength(201);
});
