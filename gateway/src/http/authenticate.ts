import { UnauthenticatedError, type VerifyToken } from '@cityevents/viewer';
import type { FastifyInstance } from 'fastify';
import { refuse } from './refuse.ts';
import '../graphql/request-context.ts';

/** Finds out who is asking before anything else is done. A token that is not good is refused, not ignored. */
export function authenticate(app: FastifyInstance, verify: VerifyToken): void {
  app.decorateRequest('viewer', null);
  app.addHook('onRequest', async (request, reply) => {
    try {
      request.viewer = await verify(request.headers.authorization);
    } catch (error) {
      if (error instanceof UnauthenticatedError) return refuse(reply, 401, 'UNAUTHENTICATED', error.message);
      request.log.error({ err: error }, 'tokens cannot be verified');
      return refuse(
        reply,
        503,
        'SERVICE_UNAVAILABLE',
        'Signing in is not available right now. Please try again in a moment.',
      );
    }
  });
}
