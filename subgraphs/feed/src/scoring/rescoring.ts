import type { FeedDatabase } from '@cityevents/prisma/feed';
import type { Logger } from '@cityevents/service/logger';
import { rescoreTx } from './score.ts';

/** Rescores what joins and views have touched, soon after. */
export type Rescoring = {
  /** Call it once the change is committed. */
  touch(eventIds: Iterable<string>): void;
  /** Rescores all that was touched until now; rejects when the database doesn't answer, and nothing is forgotten then. */
  flush(): Promise<void>;
  /** Takes nothing more and rescores the rest. */
  stop(): Promise<void>;
};

/** Events touched within this time are rescored together, so that 1,000 joins of one event cost a few rescorings. */
const DELAY_MS = 250;
/** How many events one transaction locks at most. */
const CHUNK = 500;

/**
 * Several processes may do this at once, and about the same events: a rescoring counts anew, so repeating it changes
 * nothing. What a process that dies had still to do is made up by the next sweep.
 */
export function createRescoring(database: FeedDatabase, logger: Logger): Rescoring {
  let touched = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let flushing = Promise.resolve();

  function schedule() {
    if (stopped || timer || touched.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      flush().catch((error: unknown) => logger.warn({ err: error }, 'rescoring failed; trying again'));
    }, DELAY_MS);
  }

  async function rescoreAll() {
    const due = [...touched];
    touched = new Set();
    try {
      while (due.length > 0) {
        const chunk = due.slice(0, CHUNK);
        await database.$transaction((tx) => rescoreTx(tx, chunk, new Date()));
        due.splice(0, CHUNK);
      }
    } finally {
      for (const eventId of due) touched.add(eventId);
      schedule();
    }
  }

  function flush() {
    // One after the other; a failure of the one before was its own caller's to hear.
    flushing = flushing.catch(() => {}).then(rescoreAll);
    return flushing;
  }

  return {
    touch(eventIds) {
      for (const eventId of eventIds) touched.add(eventId);
      schedule();
    },
    flush,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await flush();
    },
  };
}
