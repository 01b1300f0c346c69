import type { Redis } from 'ioredis';
import { count, createLimiter, limiterKey } from './limiter.ts';

const EXPORTS = 20;
const WINDOW_SECONDS = 60 * 60;

export type DataExportThrottle = {
  /** Counts an export of a person's data. Answers the seconds to wait when there were too many, else null. */
  begin: (personId: string) => Promise<number | null>;
};

/** Keeps exports, of which each may read a hundred thousand rows, to a few an hour. */
export function createDataExportThrottle(redis: Redis): DataExportThrottle {
  const people = createLimiter(redis, 'data-export', EXPORTS, WINDOW_SECONDS);
  return {
    async begin(personId) {
      const { over, secondsLeft } = await count(people, limiterKey(personId));
      return over ? secondsLeft : null;
    },
  };
}
