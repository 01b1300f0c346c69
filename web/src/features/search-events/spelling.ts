/** Lower-case words without accents, as the search itself compares them. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * How many slips lie between two words: a letter wrong, missing, too many, or swapped with its neighbour (Damerau and
 * Levenshtein's distance, in its form for strings that are not edited twice in one place).
 */
export function slipsBetween(a: string, b: string): number {
  let older: number[] = [];
  let old: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    [older, old, row] = [old, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      let slips = Math.min(old[j]! + 1, row[j - 1]! + 1, old[j - 1]! + wrong);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) slips = Math.min(slips, older[j - 2]! + 1);
      row.push(slips);
    }
  }
  return row[b.length]!;
}

/** The search forgives so many slips in a word of that length. */
const forgiven = (word: string) => (word.length >= 6 ? 2 : 1);

/**
 * What somebody may have meant: their query with each word that begins none of the found ones replaced by the one most
 * like it. Null when every word was found as it was typed, or nothing is like it.
 *
 * @param found the texts of what the search found: titles, places, tags
 */
export function likelySpelling(query: string, found: Iterable<string>): string | null {
  const known = new Set([...found].flatMap(wordsOf));
  if (known.size === 0) return null;
  let corrected = false;
  const words = wordsOf(query).map((word) => {
    if ([...known].some((each) => each.startsWith(word))) return word;
    const [nearest] = [...known]
      .map((each) => ({ each, slips: slipsBetween(word, each) }))
      .filter(({ slips }) => slips <= forgiven(word))
      .sort((a, b) => a.slips - b.slips);
    if (!nearest) return word;
    corrected = true;
    return nearest.each;
  });
  return corrected ? words.join(' ') : null;
}
