import { clientNetwork } from '@cityevents/service/client-network';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { refuse } from './refuse.ts';

/** Requests a minute. */
type Limits = {
  RATE_LIMIT_ANONYMOUS_PER_MINUTE: number;
  RATE_LIMIT_PERSON_PER_MINUTE: number;
  RATE_LIMIT_API_KEY_PER_MINUTE: number;
};

const WINDOW_SECONDS = 60;

/**
 * Counts requests a minute: a signed-in person is charged whatever address they come from, an API key likewise, and an
 * address (with IPv6 its whole /64, which one client owns) only for those who are neither. Counted in Redis for all
 * gateways together; without Redis each gateway counts by itself.
 *
 * The RateLimit and RateLimit-Policy headers follow the IETF's draft-ietf-httpapi-ratelimit-headers.
 */
export type RateLimits = {
  /** Charges whoever asks, by what `authenticate` found out. Resolves to the refusal sent, if it was too much. */
  charge(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
};

export function createRateLimits(limits: Limits, redis: Redis): RateLimits {
  const person = limiter('person', limits.RATE_LIMIT_PERSON_PER_MINUTE, redis);
  const apiKey = limiter('key', limits.RATE_LIMIT_API_KEY_PER_MINUTE, redis);
  const anonymous = limiter('anonymous', limits.RATE_LIMIT_ANONYMOUS_PER_MINUTE, redis);

  const chargedFor = ({ viewer, apiKeyId, ip }: FastifyRequest): [RateLimiterRedis, string] => {
    if (apiKeyId) return [apiKey, apiKeyId];
    return viewer ? [person, viewer.userId] : [anonymous, clientNetwork(ip)];
  };

  return {
    async charge(request, reply) {
      const [limit, who] = chargedFor(request);
      const state = await consume(limit, who);
      const resetSeconds = Math.ceil(state.msBeforeNext / 1000);
      reply.header('ratelimit-policy', `"${limit.keyPrefix}";q=${limit.points};w=${WINDOW_SECONDS}`);
      reply.header('ratelimit', `"${limit.keyPrefix}";r=${state.remainingPoints};t=${resetSeconds}`);
      if (!state.refused) return;
      reply.header('retry-after', String(resetSeconds));
      const message = `That was more than ${limit.points} requests in a minute. Please wait ${resetSeconds} s.`;
      return refuse(reply, 429, 'RATE_LIMITED', message, { retryAfterSeconds: resetSeconds });
    },
  };
}

function limiter(name: string, points: number, redis: Redis): RateLimiterRedis {
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: name,
    points,
    duration: WINDOW_SECONDS,
    // Who is far over the limit is answered from memory, without asking Redis again.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration: WINDOW_SECONDS }),
  });
}

async function consume(limit: RateLimiterRedis, key: string) {
  try {
    const { msBeforeNext, remainingPoints } = await limit.consume(key);
    return { refused: false, msBeforeNext, remainingPoints };
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    return { refused: true, msBeforeNext: rejection.msBeforeNext, remainingPoints: 0 };
  }
}
