import { describe, expect, test } from 'vitest';
import { grouped, line, optionalLine, paragraphs, requiredLine } from './text-input.ts';

const name = requiredLine('name', 20);
const problemsOf = (text: string) => name.safeParse(text).error?.issues.map(({ message }) => message) ?? [];

test('text is trimmed and composed', () => {
  expect(name.parse('  Cafe\u0301 \u00a0')).toBe('Caf\u00e9');
  expect(paragraphs('text', 20).parse('one\r\ntwo\rthree\t')).toBe('one\ntwo\nthree');
});

test('nothing is nothing: empty, null, or refused', () => {
  expect(line('name', 20).parse(' ')).toBe('');
  expect(optionalLine('name', 20).parse(' ')).toBeNull();
  expect(optionalLine('name', 20).parse(null)).toBeNull();
  expect(problemsOf(' ')).toEqual(['The name is empty; it needs 1 to 20 characters.']);
});

test.each([
  ['an emoji of several code points', '👩🏽‍🚀'],
  ['right-to-left text with its marks', 'ליל \u200fמפות'],
  ['as many emoji as fit', '🎉'.repeat(20)],
  ['a letter of some accents', `a${'\u0301'.repeat(10)}`],
])('%s is fine', (_, text) => {
  expect(problemsOf(text)).toEqual([]);
});

describe('refused, with one reason', () => {
  test.each([
    ['zero-width characters alone', '\u200b\u200d\u2060', /empty/],
    ['zero-width characters of two halves each', '\u{e0061}'.repeat(15), /empty/],
    ['letters that fill and show nothing', '\u3164\u115f\u2800', /empty/],
    ['more characters than fit', '🎉'.repeat(21), /21 characters long; at most 20/],
    ['a line feed', 'a\nb', /U\+000A/],
    ['a NUL', 'a\0b', /U\+0000/],
    ['half a surrogate pair', 'a\ud83cb', /U\+D83C/],
    ['a turn of direction', 'abc\u202edef', /U\+202E/],
    ['an isolate', 'abc\u2066def', /U\+2066/],
    ['a lone line separator', 'a\u2028b', /U\+2028/],
    ['more accents than a letter has', `a${'\u0301'.repeat(31)}`, /more than 30 accents/],
  ])('%s', (_, text, reason) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(reason)]);
  });
});

test('a text far too long is refused before anything is done with it', () => {
  // Composed, which takes a second, it would be shorter.
  const text = `a${'\u0301'.repeat(30)}`.repeat(90_000);
  expect(problemsOf(text)).toEqual(['The name is 2,790,000 characters long; at most 20 fit.']);
});

test('accents whose ordering would take minutes are refused at once', () => {
  const text = `a${'\u0301'.repeat(120_000)}${'\u0323'.repeat(120_000)}`;
  for (const kind of [line('text', 20), paragraphs('text', 10_000), optionalLine('text', 20), name]) {
    expect(kind.safeParse(text).error?.issues).toHaveLength(1);
  }
});

test('numbers are grouped as people write them', () => {
  expect(grouped(1_000_000)).toBe('1,000,000');
});
