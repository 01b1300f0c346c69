import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';

// @apollo/gateway as its documentation has it, with its own data source: no checks, no limits, no logs.

const { PORT, SUPERGRAPH_FILE, GATEWAY_SECRET } = process.env as Record<string, string>;

const app = Fastify();
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(SUPERGRAPH_FILE!, 'utf8'),
  buildService: ({ url }) =>
    new RemoteGraphQLDataSource({
      url: url!,
      willSendRequest: ({ request, context }) => {
        request.http?.headers.set('x-gateway-secret', GATEWAY_SECRET!);
        if (context.authorization) request.http?.headers.set('authorization', context.authorization);
      },
    }),
});
const apollo = new ApolloServer({ gateway, plugins: [fastifyApolloDrainPlugin(app)] });
await apollo.start();
app.route({
  method: ['GET', 'POST'],
  url: '/graphql',
  handler: fastifyApolloHandler(apollo, {
    context: async ({ headers }) => ({ authorization: headers.authorization }),
  }),
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
