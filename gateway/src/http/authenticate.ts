import { UnauthenticatedError, type VerifyToken } from '@cityevents/viewer';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiKeys } from './api-keys.ts';
import type { RateLimits } from './rate-limits.ts';
import { refuse } from './refuse.ts';
import '../graphql/request-context.ts';

/**
 * Finds out who is asking before anything else is done, and charges them for it. A token or key that is not good is
 * refused, not ignored; who tries many is charged by their address.
 */
export function authenticate(app: FastifyInstance, verify: VerifyToken, apiKeys: ApiKeys, limits: RateLimits): void {
  app.decorateRequest('viewer', null);
  app.decorateRequest('apiKeyId', null);
  app.decorateRequest('accessToken', undefined);

  app.addHook('onRequest', async (request, reply) => {
    const apiKey = apiKeys.find(request.headers.authorization);
    // Asking about a key costs auth a query, so whoever makes keys up must not be able to ask without end.
    const isNews = apiKey !== null && !apiKeys.isKnown(apiKey);
    if (isNews && (await limits.charge(request, reply))) return reply;
    try {
      await identify(request, apiKey);
    } catch (error) {
      return (!isNews && (await limits.charge(request, reply))) || refuseUnknown(request, reply, error);
    }
    return limits.charge(request, reply);
  });

  async function identify(request: FastifyRequest, apiKey: string | null): Promise<void> {
    request.accessToken = request.headers.authorization;
    if (apiKey !== null) {
      const { apiKeyId, accessToken } = await apiKeys.exchange(apiKey);
      request.accessToken = `Bearer ${accessToken}`;
      request.viewer = await verify(request.accessToken);
      request.apiKeyId = apiKeyId;
    } else {
      request.viewer = await verify(request.accessToken);
    }
  }
}

function refuseUnknown(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof UnauthenticatedError) return refuse(reply, 401, 'UNAUTHENTICATED', error.message);
  request.log.error({ err: error }, 'tokens cannot be verified');
  const message = 'Signing in is not available right now. Please try again in a moment.';
  return refuse(reply, 503, 'SERVICE_UNAVAILABLE', message);
}
