import type { FastifyInstance } from 'fastify';
import type { SubgraphClient } from '../graphql/subgraph-client.ts';

/** The public keys that access tokens are signed with, for whoever wants to verify one. */
export function serveKeys(app: FastifyInstance, auth: SubgraphClient): void {
  app.get('/.well-known/jwks.json', async (request, reply) => {
    try {
      const { status, body } = await auth.get('/.well-known/jwks.json');
      return reply.code(status).header('cache-control', 'public, max-age=300').send(body);
    } catch (error) {
      request.log.error({ err: error }, 'the key set gave no answer');
      return reply.code(503).send({ message: 'The key set is not available right now. Please try again in a moment.' });
    }
  });
}
