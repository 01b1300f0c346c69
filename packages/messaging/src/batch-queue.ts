/** Runs one batch at a time; what comes meanwhile is the next batch. */
export interface BatchQueue<T> {
  add(item: T): void;
  /** Resolves once nothing is left. */
  drained(): Promise<void>;
}

/** @param run must not reject */
export function createBatchQueue<T>(size: number, run: (batch: T[]) => Promise<void>): BatchQueue<T> {
  const items: T[] = [];
  let running: Promise<void> | undefined;

  async function runAll(): Promise<void> {
    // What the socket delivers in one read makes one batch.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (items.length > 0) await run(items.splice(0, size));
    running = undefined;
  }

  return {
    add(item) {
      items.push(item);
      running ??= runAll();
    },
    async drained() {
      await running;
    },
  };
}
