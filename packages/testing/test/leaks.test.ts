import { expect, test } from 'vitest';
import { findLeaks } from '../src/leaks.ts';

test.each([
  ['a stack', new Error('x').stack],
  ['a path on the server', 'ENOENT: /home/node/keys.json'],
  ['SQL', 'invalid: SELECT id FROM people'],
  ['SQL', 'Unique constraint failed (P2002)'],
  ['a host', 'connect ECONNREFUSED 127.0.0.1:8083'],
  ['a service', 'Error in PrismaClient'],
])('%s is found', (what, message) => {
  expect(findLeaks([{ message, extensions: {} }]).join()).toContain(what);
});

test('what people are told isn’t', () => {
  const message = 'This part of CityEvents is not available right now. Please try again in a moment.';
  expect(findLeaks([{ message, path: ['event', 'title'], extensions: { code: 'SERVICE_UNAVAILABLE' } }])).toEqual([]);
  expect(findLeaks(undefined)).toEqual([]);
});
