import type { Server } from 'node:http';
import { createAccessTokens } from '@cityevents/auth/tokens/access-tokens';
import { readSubgraphSchemas, type SubgraphName } from '@cityevents/gateway/supergraph/compose-subgraphs';
import { loadKeys } from '@cityevents/service/keys-file';
import { parse } from 'graphql';
import { z } from 'zod';
import { serveFromMemory } from './memorized-subgraph.ts';
import { standInResolvers } from './resolvers.ts';

// The four subgraphs, in one process.

const environment = z
  .object({
    AUTH_PORT: z.coerce.number(),
    EVENTS_PORT: z.coerce.number(),
    JOINS_PORT: z.coerce.number(),
    FEED_PORT: z.coerce.number(),
    AUTH_KEYS_FILE: z.string(),
    GATEWAY_SECRET: z.string(),
  })
  .parse(process.env);

const tokens = await createAccessTokens(await loadKeys(environment.AUTH_KEYS_FILE));
const schemas = readSubgraphSchemas();
const now = new Date().toISOString();

serve('auth', environment.AUTH_PORT, {
  '/.well-known/jwks.json': tokens.publicKeys(),
  '/ended-sessions': { now, ended: [] },
});
serve('events', environment.EVENTS_PORT);
serve('joins', environment.JOINS_PORT);
serve('feed', environment.FEED_PORT);

function serve(name: SubgraphName, port: number, routes: Record<string, unknown> = {}): Server {
  const { GATEWAY_SECRET } = environment;
  return serveFromMemory(parse(schemas[name]), standInResolvers[name], GATEWAY_SECRET, routes).listen(
    port,
    '127.0.0.1',
  );
}
