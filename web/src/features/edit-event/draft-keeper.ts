/** Whether what stands in a form is stored. */
export type Kept =
  /** Nothing has been typed since it was loaded, or too little to store. */
  | { readonly kind: 'untouched' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  /** At that moment, in milliseconds since 1970; not `whole` when something in it was wrong and left out. */
  | { readonly kind: 'saved'; readonly at: number; readonly whole: boolean }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What came of storing: `nothing` when there was nothing to store, or too little. */
export type Stored = 'whole' | 'in-part' | 'nothing';

export type DraftKeeper<V> = ReturnType<typeof createDraftKeeper<V>>;

/**
 * Stores what somebody types when they pause: one request at a time, and what was typed meanwhile with the next. A request
 * that failed is tried again with the next change, or by `flush`.
 */
export function createDraftKeeper<V>(options: {
  readonly store: (values: V) => Promise<Stored>;
  readonly pauseMs: number;
  readonly tell: (kept: Kept) => void;
}) {
  const { store, pauseMs, tell } = options;
  let latest: { values: V } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let storing: Promise<void> | null = null;

  async function storeAll(): Promise<void> {
    while (latest) {
      const { values } = latest;
      const taken = latest;
      tell({ kind: 'saving' });
      try {
        const stored = await store(values);
        if (latest === taken) latest = null;
        tell(
          stored === 'nothing' ? { kind: 'untouched' } : { kind: 'saved', at: Date.now(), whole: stored === 'whole' },
        );
      } catch (error) {
        tell({ kind: 'failed', error });
        return;
      }
    }
  }

  /** Stores at once what is not stored yet; resolves when it is, or couldn't be. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    storing ??= storeAll().finally(() => {
      storing = null;
    });
    return storing;
  }

  return {
    flush,
    /** Takes what the form holds now. */
    changed(values: V): void {
      latest = { values };
      clearTimeout(timer);
      if (!storing) tell({ kind: 'waiting' });
      timer = setTimeout(() => void flush(), pauseMs);
    },
    /** Whether something is not stored yet. */
    isBehind: (): boolean => latest !== null,
  };
}
