import { clientNetwork } from '@cityevents/service/client-network';
import type { Redis } from 'ioredis';
import { count, createLimiter, limiterKey } from './limiter.ts';
import type { Attempt } from './sign-in-throttle.ts';

/** So many requests within so many seconds. */
export type Limit = { requests: number; seconds: number };

/** Limits what makes us write to an e-mail address that may not be the asker's. */
export type RequestThrottle = {
  /** Counts a request. Answers the seconds to wait when there were too many, else null. */
  begin: (attempt: Attempt) => Promise<number | null>;
};

/**
 * Limits requests from one network, and those about one e-mail address from anywhere, so that nobody's mailbox is flooded
 * through us. Addresses without an account are counted like any other, so it says nothing about them.
 *
 * @param name tells this throttle's counts from another's
 */
export function createRequestThrottle(
  redis: Redis,
  name: string,
  limits: { perAddress: Limit; perEmail: Limit },
): RequestThrottle {
  const limiterFor = (what: string, { requests, seconds }: Limit) =>
    createLimiter(redis, `${name}-${what}`, requests, seconds);
  const addresses = limiterFor('address', limits.perAddress);
  const emails = limiterFor('email', limits.perEmail);
  return {
    async begin({ email, address }) {
      // The network first: one that is refused anyway must not use up somebody's address.
      const byAddress = await count(addresses, limiterKey(clientNetwork(address)));
      if (byAddress.over) return byAddress.secondsLeft;
      const byEmail = await count(emails, limiterKey(email));
      return byEmail.over ? byEmail.secondsLeft : null;
    },
  };
}
