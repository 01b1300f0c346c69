import { clientNetwork } from '@cityevents/service/client-network';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Breaker } from '../redis/breaker.ts';
import { refuse } from './refuse.ts';

/** Requests a minute; an operation that asks for much counts as several. */
type Limits = {
  RATE_LIMIT_ANONYMOUS_PER_MINUTE: number;
  RATE_LIMIT_PERSON_PER_MINUTE: number;
  RATE_LIMIT_API_KEY_PER_MINUTE: number;
};

const WINDOW_SECONDS = 60;

/**
 * Takes from the budget only what fits into it, in one step: an operation that asks for more than is left is refused, and
 * leaves what is left for smaller ones. The library's own script would take it all the same.
 */
const TAKE_IF_IT_FITS = `
  redis.call('set', KEYS[1], 0, 'EX', ARGV[2], 'NX')
  local wanted = redis.call('get', KEYS[1]) + ARGV[1]
  if wanted <= tonumber(ARGV[3]) then redis.call('incrby', KEYS[1], ARGV[1]) end
  return {wanted, redis.call('pttl', KEYS[1])}
`;

/**
 * A budget of requests a minute: a signed-in person is charged whatever address they come from, an API key likewise, and an
 * address (with IPv6 its whole /64, which one client owns) only for those who are neither. Counted in Redis for all
 * gateways together; without Redis each gateway counts by itself.
 *
 * The RateLimit and RateLimit-Policy headers follow the IETF's draft-ietf-httpapi-ratelimit-headers.
 */
export type RateLimits = {
  /** Charges whoever asks for one request, by what `authenticate` found out. Resolves to the refusal sent, if it was too much. */
  charge(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
  /** Charges for so many requests more. Resolves to the seconds to wait, if it was too much: then nothing is charged. */
  chargeMore(request: FastifyRequest, reply: FastifyReply, requests: number): Promise<number | null>;
};

/** @param breaker takes a RateLimiterRes for an answer. */
export function createRateLimits(limits: Limits, redis: Redis, breaker: Breaker): RateLimits {
  const person = new Budget('person', limits.RATE_LIMIT_PERSON_PER_MINUTE, redis, breaker);
  const apiKey = new Budget('key', limits.RATE_LIMIT_API_KEY_PER_MINUTE, redis, breaker);
  const anonymous = new Budget('anonymous', limits.RATE_LIMIT_ANONYMOUS_PER_MINUTE, redis, breaker);

  const chargedFor = ({ viewer, apiKeyId, ip }: FastifyRequest): [Budget, string] => {
    if (apiKeyId) return [apiKey, apiKeyId];
    return viewer ? [person, viewer.userId] : [anonymous, clientNetwork(ip)];
  };

  function tell(reply: FastifyReply, { name, requests }: Budget, { left, msBeforeNext }: BudgetState): number {
    const resetSeconds = Math.ceil(msBeforeNext / 1000);
    reply.header('ratelimit-policy', `"${name}";q=${requests};w=${WINDOW_SECONDS}`);
    reply.header('ratelimit', `"${name}";r=${left};t=${resetSeconds}`);
    return resetSeconds;
  }

  return {
    async charge(request, reply) {
      const [budget, who] = chargedFor(request);
      const state = await budget.take(who);
      const resetSeconds = tell(reply, budget, state);
      if (!state.refused) return;
      reply.header('retry-after', String(resetSeconds));
      const message = `That was more than ${budget.requests} requests in a minute. Please wait ${resetSeconds} s.`;
      return refuse(reply, 429, 'RATE_LIMITED', message, { retryAfterSeconds: resetSeconds });
    },
    async chargeMore(request, reply, requests) {
      const [budget, who] = chargedFor(request);
      const state = await budget.takeSeveral(who, requests);
      if (!state.refused) {
        tell(reply, budget, state);
        return null;
      }
      // The headers still say what the request itself has left: nothing more was taken.
      const resetSeconds = Math.ceil(state.msBeforeNext / 1000);
      reply.header('retry-after', String(resetSeconds));
      return resetSeconds;
    },
  };
}

type BudgetState = { refused: boolean; left: number; msBeforeNext: number };

/** What each of one kind may do in a minute. */
class Budget {
  readonly name: string;
  readonly requests: number;
  readonly #one: RateLimiterRedis;
  readonly #several: RateLimiterRedis;
  /** In the place of Redis, when that gives no answer. */
  readonly #memory: RateLimiterMemory;
  readonly #breaker: Breaker;

  constructor(name: string, requests: number, redis: Redis, breaker: Breaker) {
    this.name = name;
    this.requests = requests;
    this.#breaker = breaker;
    const shape = { keyPrefix: name, points: requests, duration: WINDOW_SECONDS };
    const shared = { ...shape, storeClient: redis, customIncrTtlLuaScript: TAKE_IF_IT_FITS };
    // For whom a single request is too much, everything is: they are answered from memory, without asking Redis again.
    this.#one = new RateLimiterRedis({ ...shared, inMemoryBlockOnConsumed: requests + 1 });
    this.#several = new RateLimiterRedis(shared);
    this.#memory = new RateLimiterMemory(shape);
  }

  take(who: string): Promise<BudgetState> {
    return this.#consume(this.#one, who, 1);
  }

  takeSeveral(who: string, requests: number): Promise<BudgetState> {
    return this.#consume(this.#several, who, requests);
  }

  async #consume(limiter: RateLimiterRedis, who: string, requests: number): Promise<BudgetState> {
    try {
      return stateOf(await this.#breaker.ask(() => limiter.consume(who, requests)), false);
    } catch (rejection) {
      if (rejection instanceof RateLimiterRes) return stateOf(rejection, true);
      return this.#consumeHere(who, requests);
    }
  }

  async #consumeHere(who: string, requests: number): Promise<BudgetState> {
    try {
      return stateOf(await this.#memory.consume(who, requests), false);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      return stateOf(rejection, true);
    }
  }
}

function stateOf({ msBeforeNext, remainingPoints }: RateLimiterRes, refused: boolean): BudgetState {
  return { refused, msBeforeNext, left: remainingPoints };
}
