import { createHmac, randomBytes } from 'node:crypto';
import { clientNetwork } from '@cityevents/service/client-network';
import type { Logger } from '@cityevents/service/logger';
import type { Redis } from 'ioredis';

/** Tells people who aren't signed in apart for a day, without keeping their addresses. */
export type AnonymousViewers = {
  /**
   * The same for the same address, or IPv6 network, on the same day (UTC); says nothing about the address once the day
   * is over.
   */
  keyOf(address: string, at: Date): Promise<string>;
};

/** How long to go on without Redis before it is asked again; each try may cost its whole time limit. */
const RETRY_MS = 10_000;

/**
 * The key is a keyed hash of the address. Its secret is random, one a day, and kept in Redis until the day ends, so that
 * all processes make the same keys; then it is gone, and nobody can try all addresses against a stored key. While Redis
 * is away each process uses a secret of its own: a visitor may then count once a process.
 */
export function createAnonymousViewers(redis: Redis, logger: Logger): AnonymousViewers {
  let today = { day: '', own: '', shared: null as string | null, retryAt: 0 };

  async function secretOf(at: Date): Promise<string> {
    const day = at.toISOString().slice(0, 10);
    if (today.day !== day) today = { day, own: randomBytes(32).toString('base64'), shared: null, retryAt: 0 };
    const current = today;
    if (current.shared === null && Date.now() >= current.retryAt) {
      try {
        current.shared = await shareSecret(redis, day, current.own);
      } catch (error) {
        current.retryAt = Date.now() + RETRY_MS;
        logger.warn({ err: error }, "the day's secret for anonymous viewers can't be shared");
      }
    }
    return current.shared ?? current.own;
  }

  return {
    async keyOf(address, at) {
      const digest = createHmac('sha256', await secretOf(at))
        .update(clientNetwork(address))
        .digest('base64url');
      return `anonymous:${digest.slice(0, 22)}`;
    },
  };
}

/** Puts the secret there for all, or finds that another process was first. */
async function shareSecret(redis: Redis, day: string, own: string): Promise<string> {
  const key = `{feed:anonymous-viewers}:${day}`;
  const endOfDay = Date.parse(day) / 1000 + 86_400;
  await redis.set(key, own, 'EXAT', endOfDay, 'NX');
  return (await redis.get(key)) ?? own;
}
