import { expect, test } from 'vitest';
import { locale } from './locale.ts';

test.each([
  ['en', 'en'],
  ['de-at', 'de-AT'],
  [' zh-hant-tw ', 'zh-Hant-TW'],
])('%j is %s', (given, known) => {
  expect(locale.parse(given)).toBe(known);
});

test.each(['', 'en-', 'de_AT', 'x'.repeat(300), 'en\r\nBcc: x', `en-${'abcdefgh-'.repeat(9)}a`])(
  '%j is refused with an example',
  (given) => {
    const [issue] = locale.safeParse(given).error?.issues ?? [];
    expect(issue?.message).toMatch(/is no language tag; give one such as en or de-AT/);
    expect(issue?.message.length).toBeLessThan(120);
  },
);
