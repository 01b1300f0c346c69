import { currentTraceId } from '@cityevents/telemetry/trace-context';
import { type Logger, pino } from 'pino';

export type { Logger };

/** A write for each line would cost a busy process a thirtieth of its time. */
const BYTES_A_WRITE = 4_096;
/** What a process that is killed outright may leave unsaid; one that ends in any other way says all. */
const UNWRITTEN_MS = 100;

/** A logger whose lines are JSON events on stdout, with the process's name, the trace they belong to, and nothing secret. */
export function createLogger(name: string, level: string): Logger {
  const stdout = pino.destination({ sync: false, minLength: BYTES_A_WRITE, periodicFlush: UNWRITTEN_MS });
  const options = {
    name,
    level,
    mixin: () => {
      const traceId = currentTraceId();
      return traceId === undefined ? {} : { traceId };
    },
    redact: ['req.headers.authorization', 'req.headers.cookie', 'headers.authorization', 'headers.cookie'],
  };
  return pino(options, stdout);
}
