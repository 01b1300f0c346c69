import { setTimeout as delay } from 'node:timers/promises';
import type { Supervisor } from './supervisor.ts';

/** Long, since what gives way to others starts slowly on a busy machine; a process that has ended is told at once. */
const deadline = 180_000;

/** Asks again and again until the service answers; gives up when a process has ended or after three minutes. */
export async function untilAnswers(name: string, supervisor: Supervisor, ask: () => Promise<unknown>): Promise<void> {
  const failure = supervisor.failure.then((error) => {
    throw error;
  });
  // It may come true long after the last race; then nobody here is interested any more.
  failure.catch(() => {});
  const start = Date.now();
  for (;;) {
    try {
      await Promise.race([ask(), failure]);
      return;
    } catch (error) {
      await Promise.race([delay(50), failure]);
      if (Date.now() - start > deadline) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`${name} does not answer after ${deadline / 1000} s: ${reason}`);
      }
    }
  }
}
