import { setTimeout as delay } from 'node:timers/promises';

/** Waits, at most until the signal; never rejects. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => {});
}

/**
 * How long to wait before the next try after `failures` in a row: doubling from `first` to at most `most`, and a random
 * half of it, so that many who failed together don't come back together.
 */
export function backoff(failures: number, first: number, most: number): number {
  const full = Math.min(most, first * 2 ** Math.min(failures - 1, 40));
  return full / 2 + (Math.random() * full) / 2;
}
