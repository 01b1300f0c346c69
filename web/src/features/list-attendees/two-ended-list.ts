/** From which end of a list a page is read. */
export type End = 'front' | 'back';

/** A page; `more` says whether there is anything left between it and what was read from the other end. */
export interface ReadPage<Row> {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

/** Of a list of unknown length, so many rows are shown as coming after those that are there. */
const unknownRest = 1;

/**
 * A long list of which pages are read from both its ends, so that its last row is as near as its first. What lies between
 * isn't known until either end has come that far. A page costs the same however many went before it.
 */
export class TwoEndedList<Row> {
  readonly #front: Row[] = [];
  /** The last row first. */
  readonly #back: Row[] = [];
  #whole = false;
  #total: number | null = null;

  /** How many rows there are, known or not; how many there will be is a guess until the list is whole where nobody counted. */
  get length(): number {
    const known = this.#front.length + this.#back.length;
    if (this.#whole) return known;
    return Math.max(this.#total ?? 0, known + unknownRest);
  }

  /** Whether `length` is how many there are. */
  get counted(): boolean {
    return this.#whole || this.#total !== null;
  }

  /** The first and the last row of what is known, by which the next page is asked for. */
  get edges(): { readonly front: Row | undefined; readonly back: Row | undefined } {
    return { front: this.#front.at(-1), back: this.#back.at(-1) };
  }

  /** The row at a place, counted from 0; undefined where it isn't known yet. */
  at(index: number): Row | undefined {
    return this.#front[index] ?? this.#back[this.length - 1 - index];
  }

  /** Which end is to be read on to know the rows from `first` to `last`, and how many are missing on that way; null: none. */
  missing(first: number, last: number): { readonly end: End; readonly rows: number } | null {
    const from = this.#front.length;
    const to = this.length - this.#back.length;
    if (this.#whole || last < from || first >= to) return null;
    const ahead = Math.min(last + 1, to) - from;
    const behind = to - Math.max(first, from);
    return this.#total === null || ahead <= behind ? { end: 'front', rows: ahead } : { end: 'back', rows: behind };
  }

  /** Takes a page in. `total` is how many there are by the list's own count, null where it doesn't say. */
  add(end: End, { rows, more }: ReadPage<Row>, total: number | null): void {
    // Whoever joins while it is read would move what was read from the back.
    this.#total ??= total;
    if (end === 'front') this.#front.push(...rows);
    else this.#back.push(...rows.toReversed());
    this.#whole = !more;
  }
}
