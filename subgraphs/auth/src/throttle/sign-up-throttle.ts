import { clientNetwork } from '@cityevents/service/client-network';
import type { Redis } from 'ioredis';
import { count, createLimiter, limiterKey } from './limiter.ts';

const WINDOW_SECONDS = 60 * 60;

export type SignUpThrottle = {
  /** Counts an attempt to sign up from the address. Answers the seconds to wait when there were too many, else null. */
  begin: (address: string) => Promise<number | null>;
};

/**
 * Limits the accounts made from one address. Attempts count, not successes: signing up tells whether an address has an
 * account, and this is what keeps that from being asked for a list of addresses.
 */
export function createSignUpThrottle(redis: Redis, perAddress: number): SignUpThrottle {
  const addresses = createLimiter(redis, 'sign-up-address', perAddress, WINDOW_SECONDS);
  return {
    async begin(address) {
      const { over, secondsLeft } = await count(addresses, limiterKey(clientNetwork(address)));
      return over ? secondsLeft : null;
    },
  };
}
