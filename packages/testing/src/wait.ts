import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats the check until it doesn't throw, and gives back what it returned. For what happens in another process or
 * server, where there is nothing to await; this is the one place that polls.
 *
 * @throws what the check threw last, when the time is over
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 10_000, everyMs = 20 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() >= deadline) throw error;
    }
    await pause(everyMs);
  }
}
