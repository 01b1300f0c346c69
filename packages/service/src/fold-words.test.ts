import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldWords } from './fold-words.ts';

test.each([
  ['Café “Łódź”, 3. Stock', 'cafe lodz 3 stock'],
  ['  Straßenfest\tMünchen ', 'strassenfest munchen'],
  ['DjangoCon Europe 2026', 'djangocon europe 2026'],
  ['.NET & C#', 'net c'],
  ['İstanbul', 'istanbul'],
  ['Æther Øresund', 'aether oresund'],
  ['Москва', 'москва'],
  ['東京カンファレンス', '東京カンファレンス'.normalize('NFKD').replaceAll(/\p{M}/gu, '')],
  ['ﬁnal', 'final'],
  ['…', ''],
])('%o becomes %o', (text, folded) => {
  expect(foldWords(text)).toBe(folded);
});

test('however an accent is written, and in capitals too, the words are the same', () => {
  const word = fc.constantFrom('café', 'Zürich', 'Ångström', 'Łódź', 'naïve', 'São Paulo');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), (words) => {
      const text = words.join(' ');
      const folded = foldWords(text);
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const) expect(foldWords(text.normalize(form))).toBe(folded);
      expect(foldWords(text.toUpperCase())).toBe(folded);
    }),
  );
});

test('nothing is left but words with one space between, and folding them again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const folded = foldWords(text);
      expect(folded).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u);
      expect(foldWords(folded)).toBe(folded);
    }),
  );
});
