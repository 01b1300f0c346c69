import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
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

/** What counts as one address: an IPv4 address, or the /64 an IPv6 subscriber can pick from at will. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
