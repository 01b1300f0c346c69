import type { AuthDatabase } from '@cityevents/prisma/auth';
import { requireGateway } from '@cityevents/service/require-gateway';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AccessTokens } from '../tokens/access-tokens.ts';
import { exchangeApiKey } from './exchange-api-key.ts';

const exchange = z.object({ apiKey: z.string().max(100) });

/** POST /api-keys/exchange, for the gateway alone: `{ apiKey }` in, an ExchangedKey out; 404 for a key that isn't good. */
export function serveKeyExchange(
  app: FastifyInstance,
  gatewaySecret: string,
  database: AuthDatabase,
  accessTokens: AccessTokens,
): void {
  app.post('/api-keys/exchange', { onRequest: requireGateway(gatewaySecret) }, async (request, reply) => {
    const asked = exchange.safeParse(request.body);
    const exchanged = asked.success && (await exchangeApiKey(database, accessTokens, asked.data.apiKey));
    return exchanged || reply.code(404).send({ message: 'The API key is not valid.' });
  });
}
