import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

// Hive Gateway's runtime with its own defaults: no checks, no limits, no logs.

const { PORT, SUPERGRAPH_FILE, GATEWAY_SECRET } = process.env as Record<string, string>;

const gateway = createGatewayRuntime({
  supergraph: readFileSync(SUPERGRAPH_FILE!, 'utf8'),
  logging: 'error',
  landingPage: false,
  graphiql: false,
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      'x-gateway-secret': GATEWAY_SECRET!,
      authorization: request.headers.get('authorization') ?? undefined,
    }),
  },
});
createServer(gateway).listen(Number(PORT), '127.0.0.1');
