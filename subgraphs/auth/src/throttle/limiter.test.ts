import { expect, test } from 'vitest';
import { limiterKey } from './limiter.ts';

test('keys hold nothing personal, and parts cannot run into each other', () => {
  expect(limiterKey('ada@example.org', '192.0.2.7')).toMatch(/^\{[\w-]{22}\}$/);
  expect(limiterKey('ab', 'c')).not.toBe(limiterKey('a', 'bc'));
});
