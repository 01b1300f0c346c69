import { expect, test } from 'vitest';
import { readQuery, searchName } from './search-query.ts';

test('a query is words, each once; short ones needn’t be found beside longer ones', () => {
  expect(readQuery(' Jazz in the VIENNA, jazz! ')).toEqual({
    text: 'jazz in the vienna jazz',
    words: ['jazz', 'in', 'the', 'vienna'],
    required: ['jazz', 'vienna'],
  });
});

test('short words count where there are no longer ones, and in scripts where they are whole words', () => {
  expect(readQuery('C# PHP').required).toEqual(['c', 'php']);
  expect(readQuery('東京 go').required).toEqual(['東京']);
});

test('no more than ten words are looked for', () => {
  expect(readQuery(Array.from({ length: 30 }, (_, i) => `word${i}`).join(' ')).words).toHaveLength(10);
});

test.each([
  ['', 'must have a letter or a digit in it.'],
  [' …\0 ', 'must have a letter or a digit in it.'],
  ['x'.repeat(201), 'must be 200 characters at most, and was 201 long.'],
])('%o is refused', (query, reason) => {
  expect(() => readQuery(query)).toThrow(
    expect.objectContaining({
      message: `query: ${reason}`,
      extensions: { code: 'BAD_USER_INPUT', argumentName: 'query' },
    }),
  );
});

test('searches have the same name only when all that was asked is the same', () => {
  const query = readQuery('jazz');
  const names = [
    searchName(query, {}, false),
    searchName(query, {}, true),
    searchName(query, { city: 'Vienna' }, false),
    searchName(query, { tags: ['Vienna'] }, false),
    searchName(query, { hasSeats: false }, false),
    searchName(query, { startsAfter: new Date(0) }, false),
    searchName(query, { startsBefore: new Date(0) }, false),
    searchName(readQuery('blues'), {}, false),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(searchName(readQuery('JAZZ!'), { city: null }, false)).toBe(names[0]);
});
