import { setTimeout as pause } from 'node:timers/promises';

/**
 * How long an answer takes at least that must not tell whether an address has an account. More than what stands behind
 * it can take: five password hashes (11 to 12 ms each where this was measured), and a transaction.
 */
export const ANSWER_MS = 100;

/**
 * Does the work and answers no sooner than so many milliseconds after it began, also when it fails: how many rows and
 * hashes were behind an answer doesn't show in its time. Costs the caller time and this process none.
 */
export async function answerNoSoonerThan<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const soonest = pause(milliseconds);
  try {
    return await work();
  } finally {
    await soonest;
  }
}
