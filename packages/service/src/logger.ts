import { currentTraceId } from '@cityevents/telemetry/trace-context';
import { type Logger, pino } from 'pino';

export type { Logger };

/** A logger whose lines are JSON events on stdout, with the process's name, the trace they belong to, and nothing secret. */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    mixin: () => {
      const traceId = currentTraceId();
      return traceId === undefined ? {} : { traceId };
    },
    redact: ['req.headers.authorization', 'req.headers.cookie', 'headers.authorization', 'headers.cookie'],
  });
}
