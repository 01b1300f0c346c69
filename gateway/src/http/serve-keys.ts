import type { FastifyInstance } from 'fastify';
import type { SubgraphClient } from '../graphql/subgraph-client.ts';

/** The public keys that access tokens (jwks.json) or tickets (ticket-keys.json) are signed with, for whoever wants to verify one. */
export function serveKeys(app: FastifyInstance, file: 'jwks.json' | 'ticket-keys.json', owner: SubgraphClient): void {
  const path = `/.well-known/${file}`;
  app.get(path, async (request, reply) => {
    try {
      const { status, body } = await owner.get(path);
      return reply.code(status).header('cache-control', 'public, max-age=300').send(body);
    } catch (error) {
      request.log.error({ err: error }, 'the key set gave no answer');
      return reply.code(503).send({ message: 'The key set is not available right now. Please try again in a moment.' });
    }
  });
}
