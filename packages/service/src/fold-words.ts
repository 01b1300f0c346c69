/** Letters that Unicode doesn't take apart into a plain one and a mark, as people without them on their keyboard write them. */
const PLAIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');

/**
 * Text as words to search in, and to search for: lower case, accents off, letters and digits only, a space between words.
 * `Café “Łódź”, 3. Stock` becomes `cafe lodz 3 stock`.
 */
export function foldWords(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      // What lower case takes apart again: the dot of İ.
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(SPECIAL, (letter) => PLAIN[letter] ?? letter)
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}
