import { type Logger, pino } from 'pino';

export type { Logger };

/** A logger whose lines are JSON events on stdout, with the process's name and without anything secret. */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    redact: ['req.headers.authorization', 'req.headers.cookie', 'headers.authorization', 'headers.cookie'],
  });
}
