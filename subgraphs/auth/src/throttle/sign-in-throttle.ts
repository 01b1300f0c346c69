import { clientNetwork } from '@cityevents/service/client-network';
import type { Redis } from 'ioredis';
import { count, createLimiter, limiterKey } from './limiter.ts';

const WINDOW_SECONDS = 15 * 60;
const LONGEST_LOCKOUT_SECONDS = 4 * 60 * 60;
const LOCKOUTS_REMEMBERED_SECONDS = 24 * 60 * 60;

/** Failed sign-ins let through within 15 minutes. */
export type SignInLimits = {
  /** To one account from one address: guessing at one person. */
  perAccountAndAddress: number;
  /** To one account from anywhere: guessing at one person with many machines. */
  perAccount: number;
  /** From one address to any account: one password tried on everybody. */
  perAddress: number;
};

/** One try at signing in: what was typed as the account, and where from. */
export type Attempt = { email: string; address: string };

export type SignInThrottle = {
  /**
   * Counts an attempt as failed before its password is looked at, so that a burst of guesses sent together is counted
   * whole. Answers the seconds to wait when the attempt must not be made, else null.
   */
  begin: (attempt: Attempt) => Promise<number | null>;
  /** The password was right: the attempt no longer counts, nor do earlier ones from there. */
  succeeded: (attempt: Attempt) => Promise<void>;
  /** Who has the account has shown it otherwise: nothing counts any more of what was tried there. */
  forgiven: (attempt: Attempt) => Promise<void>;
  /** The attempt no longer counts, for its password was never looked at, or says nothing of the others'. */
  dropped: (attempt: Attempt) => Promise<void>;
};

/** Slows down guessing. Accounts that don't exist are counted like any other, so it says nothing about them. */
export function createSignInThrottle(redis: Redis, limits: SignInLimits): SignInThrottle {
  const pairs = createLimiter(redis, 'sign-in-pair', limits.perAccountAndAddress, WINDOW_SECONDS);
  const accounts = createLimiter(redis, 'sign-in-account', limits.perAccount, WINDOW_SECONDS);
  const addresses = createLimiter(redis, 'sign-in-address', limits.perAddress, WINDOW_SECONDS);
  // Never refuses: it only remembers how often a pair was locked out.
  const lockouts = createLimiter(redis, 'sign-in-lockouts', Number.MAX_SAFE_INTEGER, LOCKOUTS_REMEMBERED_SECONDS);

  const keysOf = ({ email, address }: Attempt) => ({
    pair: limiterKey(email, clientNetwork(address)),
    account: limiterKey(email),
    address: limiterKey(clientNetwork(address)),
  });

  /** The lock-out doubles each time: 15 minutes, 30, 60 … */
  async function lockOut(pair: string): Promise<number> {
    const { consumedPoints: times } = await lockouts.penalty(pair);
    const seconds = Math.min(WINDOW_SECONDS * 2 ** (times - 1), LONGEST_LOCKOUT_SECONDS);
    await pairs.block(pair, seconds);
    return seconds;
  }

  return {
    async begin(attempt) {
      const keys = keysOf(attempt);
      // The address first: one that is refused anyway must not use up somebody's account.
      const byAddress = await count(addresses, keys.address);
      if (byAddress.over) return byAddress.secondsLeft;
      const byPair = await count(pairs, keys.pair);
      // Counting is atomic, so exactly one attempt is the first too many.
      if (byPair.consumed === limits.perAccountAndAddress + 1) return lockOut(keys.pair);
      if (byPair.over) return byPair.secondsLeft;
      const byAccount = await count(accounts, keys.account);
      return byAccount.over ? byAccount.secondsLeft : null;
    },
    async succeeded(attempt) {
      const keys = keysOf(attempt);
      await Promise.all([
        pairs.delete(keys.pair),
        lockouts.delete(keys.pair),
        accounts.reward(keys.account),
        addresses.reward(keys.address),
      ]);
    },
    async forgiven(attempt) {
      const keys = keysOf(attempt);
      await Promise.all([pairs.delete(keys.pair), lockouts.delete(keys.pair), accounts.delete(keys.account)]);
    },
    async dropped(attempt) {
      const keys = keysOf(attempt);
      await Promise.all([pairs.reward(keys.pair), accounts.reward(keys.account), addresses.reward(keys.address)]);
    },
  };
}
