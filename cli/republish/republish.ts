import { setTimeout as pause } from 'node:timers/promises';
import type { Republished } from '@cityevents/messaging/republish';
import { isTransientFault } from '@cityevents/messaging/transient-fault';

/** One owner's state, to be told batch by batch. */
export interface Source {
  /** Tells what comes next, in one transaction; undefined when there is nothing left. */
  tellNext(after: string | undefined): Promise<Republished | undefined>;
  /** How many messages wait in the outbox, counted up to `atMost`. */
  countWaiting(atMost: number): Promise<number>;
}

export interface Progress {
  messages: number;
  /** Where to go on from; undefined before the first batch. */
  after: string | undefined;
  /** More than enough waits to be published. */
  isWaiting: boolean;
}

/** With this many messages in the outbox no more are added: what people do now mustn't queue behind them for long. */
const WAITING_AT_MOST = 2_000;
const ATTEMPTS = 5;

/** Tells everything from there on, as fast as it is published; a signal stops it between two batches. */
export async function republish(
  source: Source,
  from: string | undefined,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<Progress & { isComplete: boolean }> {
  const progress: Progress = { messages: 0, after: from, isWaiting: false };
  while (!signal.aborted) {
    progress.isWaiting = (await source.countWaiting(WAITING_AT_MOST)) >= WAITING_AT_MOST;
    if (progress.isWaiting) {
      onProgress(progress);
      await pause(100, undefined, { signal }).catch(() => {});
      continue;
    }
    const told = await patiently(() => source.tellNext(progress.after));
    if (!told) return { ...progress, isComplete: true };
    progress.messages += told.messages;
    progress.after = told.after;
    onProgress(progress);
  }
  return { ...progress, isComplete: false };
}

/** Somebody may hold an event for longer than a lock is waited for. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isTransientFault(error)) throw error;
      await pause(200 * attempt);
    }
  }
}
