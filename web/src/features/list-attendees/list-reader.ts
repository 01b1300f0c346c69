import { type End, type ReadPage, TwoEndedList } from './two-ended-list.ts';

/** How far reading has come. */
export type Reading =
  /** All that is wanted is there. */
  | { readonly kind: 'idle' }
  /** So many rows are missing on the way to what is wanted; `waiting` while the server takes no more questions. */
  | { readonly kind: 'reading'; readonly missing: number; readonly waiting: boolean }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What the API says of a page. */
export interface Answer<Row> extends ReadPage<Row> {
  /** Null where it doesn't count. */
  readonly total: number | null;
}

/** Asks for the next page from an end of what lies between two rows. */
export type ReadOn<Row> = (end: End, after: Row | undefined, before: Row | undefined) => Promise<Answer<Row>>;

export interface Pace {
  /** So many pages are read one right after the other, anew after each jump; the next ones with a pause before each. */
  readonly quickPages: number;
  readonly pause: () => Promise<void>;
  /** Whether a failure says that it was too much at once, and what to do until there may be more. */
  readonly isTooMuch: (error: unknown) => boolean;
  readonly patience: () => Promise<void>;
}

export type ListReader<Row> = ReturnType<typeof createListReader<Row>>;

/**
 * Reads a long list page by page towards what is wanted of it, one page at a time and from the nearer end. What is wanted may
 * change meanwhile, and mostly does: then it turns with the next page. A failure stops it until `retry`.
 */
export function createListReader<Row>(options: {
  readonly readOn: ReadOn<Row>;
  readonly pace: Pace;
  readonly tell: (reading: Reading) => void;
}) {
  const { readOn, pace, tell } = options;
  const list = new TwoEndedList<Row>();
  let wanted: { first: number; last: number } | null = null;
  let busy = false;
  let failed = false;
  let inOneGo = 0;

  const missing = () => wanted && list.missing(wanted.first, wanted.last);

  async function readNext(end: End): Promise<void> {
    const { front, back } = list.edges;
    const { total, ...page } = await readOn(end, front, back);
    list.add(end, page, total);
  }

  async function read(): Promise<void> {
    for (inOneGo = 0; ; inOneGo++) {
      const way = missing();
      if (!way) return tell({ kind: 'idle' });
      tell({ kind: 'reading', missing: way.rows, waiting: false });
      if (inOneGo >= pace.quickPages) await pace.pause();
      const next = missing();
      if (!next) continue;
      try {
        await readNext(next.end);
      } catch (error) {
        if (!pace.isTooMuch(error)) {
          failed = true;
          return tell({ kind: 'failed', error });
        }
        tell({ kind: 'reading', missing: next.rows, waiting: true });
        await pace.patience();
      }
    }
  }

  function start(): void {
    if (busy || failed || !missing()) return;
    busy = true;
    void read().finally(() => {
      busy = false;
    });
  }

  return {
    list,
    /** Reads on until the rows from `first` to `last` are there, counted from 0. */
    want(first: number, last: number): void {
      const isJump = wanted !== null && (first > wanted.last || last < wanted.first);
      if (isJump) inOneGo = 0;
      wanted = { first, last };
      start();
    },
    /** Nothing is wanted any more. */
    stop(): void {
      wanted = null;
    },
    retry(): void {
      failed = false;
      start();
    },
  };
}
