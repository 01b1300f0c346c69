import { Redis } from 'ioredis';
import type { Logger } from './logger.ts';

/** How long a request may wait for Redis. What Redis holds is a convenience: beyond this, go on without it. */
const COMMAND_TIMEOUT_MS = 50;
/**
 * How long Redis may say nothing while commands wait. A command that timed out is still kept, to match the answers that
 * may yet come: only the end of the connection forgets it.
 */
const SILENCE_MS = 500;

/**
 * A Redis client that fails fast: while Redis is gone or frozen a command rejects within 50 ms, and memory holds no more
 * than the commands of half a second. Callers must have an answer without it.
 *
 * @param commandTimeoutMs longer, for what can't be done without it: then a command rejects within half a second.
 */
export function connectRedis(url: string, logger: Logger, commandTimeoutMs = COMMAND_TIMEOUT_MS): Redis {
  const redis = new Redis(url, {
    commandTimeout: commandTimeoutMs,
    // What is asked for in the same moment goes out, and comes back, together.
    enableAutoPipelining: true,
    socketTimeout: SILENCE_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000) * (0.5 + Math.random()),
  });
  redis.on('error', (error) => logger.warn({ err: error }, 'redis'));
  redis.on('ready', () => logger.info('redis is connected'));
  return redis;
}
