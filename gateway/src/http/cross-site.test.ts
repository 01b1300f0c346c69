import { expect, test } from 'vitest';
import { isFromAnotherSite } from './cross-site.ts';

const own = 'https://events.example';

test.each([
  ['same-origin', undefined, false],
  ['none', undefined, false],
  ['cross-site', undefined, true],
  ['same-site', undefined, true],
  ['something new', undefined, true],
  ['', undefined, true],
  // What the browser concluded counts, and not what it concluded it from.
  ['cross-site', own, true],
  ['same-origin', 'https://elsewhere.example', false],
  [undefined, undefined, false],
  [undefined, own, false],
  [undefined, 'https://elsewhere.example', true],
  [undefined, 'http://events.example', true],
  [undefined, 'https://events.example:8443', true],
  [undefined, 'https://events.example.elsewhere.example', true],
  [undefined, 'null', true],
  [undefined, '', true],
])('Sec-Fetch-Site %s and Origin %s: from another site is %s', (site, origin, expected) => {
  const headers = { ...(site !== undefined && { 'sec-fetch-site': site }), ...(origin !== undefined && { origin }) };
  expect(isFromAnotherSite(headers, own)).toBe(expected);
});
