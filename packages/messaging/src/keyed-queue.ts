/** Runs tasks of one key one after another, in the order they came, and those of different keys side by side. */
export interface KeyedQueue {
  /** The task must not reject. */
  add(key: string, task: () => Promise<void>): void;
  /** Resolves once nothing is left. */
  drained(): Promise<void>;
}

/** @param limit how many tasks run at once */
export function createKeyedQueue(limit: number): KeyedQueue {
  const tails = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  let free = limit;

  async function runInSlot(task: () => Promise<void>): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    await task();
    // Handed over rather than freed, so that a newcomer can't overtake those who wait.
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return {
    add(key, task) {
      const tail = (tails.get(key) ?? Promise.resolve()).then(() => runInSlot(task));
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
    },
    async drained() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
