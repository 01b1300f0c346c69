/** Too much waits already; a few seconds later there may be room. */
export class QueueFull extends Error {
  override name = 'QueueFull';
}

/** When to come back after QueueFull, in seconds. */
export const OVERLOADED_RETRY_SECONDS = 5;

/** Runs tasks in their order, at most `atOnce` together; while `waiting` more wait, it refuses with QueueFull. */
export function createBoundedQueue(atOnce: number, waiting: number) {
  let running = 0;
  const queue: (() => void)[] = [];
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new QueueFull('too much waits already');
      // Whoever finishes hands its place over, so running doesn't change.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
