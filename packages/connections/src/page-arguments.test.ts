import { expect, test } from 'vitest';
import { readPageArguments } from './page-arguments.ts';

test('without arguments a page is the first 20', () => {
  expect(readPageArguments({})).toEqual({ limit: 20, direction: 'forward', after: null, before: null });
});

test('null counts as not given', () => {
  expect(readPageArguments({ first: null, after: null, last: 5, before: null })).toEqual({
    limit: 5,
    direction: 'backward',
    after: null,
    before: null,
  });
});

test('before alone still counts from the front', () => {
  expect(readPageArguments({ before: 'c' })).toEqual({ limit: 20, direction: 'forward', after: null, before: 'c' });
});

test('after and before may stand together', () => {
  expect(readPageArguments({ last: 3, after: 'a', before: 'b' })).toEqual({
    limit: 3,
    direction: 'backward',
    after: 'a',
    before: 'b',
  });
});

test.each([1, 100])('a size of %i is taken', (first) => {
  expect(readPageArguments({ first }).limit).toBe(first);
});

test.each([
  ['first', 0],
  ['first', 101],
  ['first', -1],
  ['last', 0],
  ['last', 2_147_483_647],
])('%s: %i is refused by name', (name, size) => {
  expect(() => readPageArguments({ [name]: size })).toThrow(
    expect.objectContaining({
      message: `${name}: must be between 1 and 100, and was ${size}.`,
      extensions: { code: 'BAD_USER_INPUT', argumentName: name },
    }),
  );
});

test('first and last together are refused', () => {
  expect(() => readPageArguments({ first: 1, last: 1 })).toThrow('first and last cannot be used together');
});
