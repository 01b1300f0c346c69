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

/**
 * Waits until so many have come. As long as more come there is time, however slow the machine.
 *
 * @param what they are, for the error
 * @throws Error when none came for a minute.
 */
export async function untilCount(what: string, expected: number, count: () => Promise<number>): Promise<void> {
  let seen = -1;
  while (seen < expected) {
    seen = await eventually(
      async () => {
        const now = await count();
        if (now < expected && now === seen) throw new Error(`${now} of ${expected} ${what}, and no more come`);
        return now;
      },
      { timeoutMs: 60_000, everyMs: 50 },
    );
  }
}
