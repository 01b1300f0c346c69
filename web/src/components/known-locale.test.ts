import { expect, it } from 'vitest';
import { knownLocale } from './known-locale.ts';

it.each([
  ['de-at', 'de-AT'],
  ['en-US@posix', null],
  ['', null],
])('%j is %j', (tag, known) => {
  expect(knownLocale(tag)).toBe(known);
});
