import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { Logger } from '@cityevents/service/logger';
import type { FastifyInstance } from 'fastify';
import { createCookieFinder } from '../http/refresh-cookie.ts';
import { enforceRights } from './enforce-rights.ts';
import { httpStatus } from './http-status.ts';
import { limitOperations } from './limit-operations.ts';
import { maskError } from './mask-error.ts';
import { type RequestContext, requestContext } from './request-context.ts';
import type { SubgraphClient } from './subgraph-client.ts';
import { SubgraphDataSource } from './subgraph-data-source.ts';

const SUPERGRAPH = new URL('../../supergraph.graphql', import.meta.url);
/** Longer documents than any client of ours has; a flood is refused while it is being read. */
const MAX_TOKENS = 4_000;

/** Serves /graphql: the subgraphs behind the committed supergraph, as one API. */
export async function serveGraphql(
  app: FastifyInstance,
  subgraphs: Record<string, SubgraphClient>,
  publicUrl: string,
  logger: Logger,
): Promise<void> {
  const rights = enforceRights(readFileSync(SUPERGRAPH, 'utf8'));
  const gateway = new ApolloGateway({
    supergraphSdl: rights.supergraphSdl,
    buildService: ({ name }) => {
      const client = subgraphs[name];
      if (!client) throw new Error(`The supergraph has a subgraph "${name}" that nothing is configured for.`);
      return new SubgraphDataSource(name, client, logger);
    },
    logger,
  });
  const apollo = new ApolloServer<RequestContext>({
    gateway,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError: maskError(logger),
    // Its cache would be each gateway's own, and anyone could fill it.
    persistedQueries: false,
    plugins: [ApolloServerPluginLandingPageDisabled(), requestIds, httpStatus, limitOperations, rights.plugin],
    logger,
  });
  const findCookies = createCookieFinder(publicUrl);
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => requestContext(request, reply, findCookies),
    }),
  });
}

/** Every answer names its request, so that a person can report it and we can find it. */
const requestIds: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response, contextValue }) => {
      if (response.body.kind !== 'single') return;
      response.body.singleResult.extensions = {
        ...response.body.singleResult.extensions,
        requestId: contextValue.requestId,
      };
    },
  }),
};
