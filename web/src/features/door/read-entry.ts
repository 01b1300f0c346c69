/** What was put into the door's field. */
export type Entry =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'name'; readonly name: string };

/** A ticket's code is a number; no name is. One that was cut off is still meant as one, and refused as such. */
const codeShape = /^\d{6,}$/;

/** Longer than any number in a name: what a scanner adds to a name that somebody began to type. */
const scannedAtEnd = /\d{20,}$/;

/** Tells a ticket's code, scanned or typed, from a name. */
export function readEntry(text: string): Entry {
  const entry = text.trim();
  if (entry === '') return { kind: 'nothing' };
  const word = entry.replace(/\s+/g, '');
  if (codeShape.test(word)) return { kind: 'code', code: word };
  const scanned = scannedAtEnd.exec(entry)?.[0];
  return scanned ? { kind: 'code', code: scanned } : { kind: 'name', name: entry };
}

/** Whether a key that was pressed elsewhere on the page is the beginning of an entry: a scanner types wherever the focus is. */
export function beginsEntry(key: string, modified: boolean): boolean {
  return !modified && [...key].length === 1 && key !== ' ';
}
