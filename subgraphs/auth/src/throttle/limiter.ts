import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts in Redis for all processes; while Redis is gone or frozen, in this process alone. */
export function createLimiter(redis: Redis, name: string, points: number, seconds: number): RateLimiterRedis {
  const limits = { keyPrefix: `auth:throttle:${name}`, points, duration: seconds };
  return new RateLimiterRedis({
    ...limits,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(limits),
  });
}

/** What one count came to. */
export type Count = { consumed: number; over: boolean; secondsLeft: number };

/** Counts one more for the key. */
export async function count(limiter: RateLimiterRedis, key: string): Promise<Count> {
  const result = await limiter.consume(key).catch((refusal: unknown) => {
    // The library rejects with its result when the points are used up.
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  });
  const secondsLeft = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
  return { consumed: result.consumedPoints, over: result.consumedPoints > limiter.points, secondsLeft };
}

/**
 * A key for Redis made of parts that may be personal or hostile: hashed, so that Redis holds no addresses, and in a hash
 * tag, so that all of a key's forms live on one shard.
 */
export function limiterKey(...parts: string[]): string {
  return `{${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}}`;
}
