import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { Logger } from '@cityevents/service/logger';
import type { FastifyInstance } from 'fastify';
import { parse } from 'graphql';
import type { RateLimits } from '../http/rate-limits.ts';
import { enforceRights } from './enforce-rights.ts';
import { httpStatus } from './http-status.ts';
import type { RememberedAnswers } from './idempotency/remembered-answers.ts';
import { repeatSafely } from './idempotency/repeat-safely.ts';
import { limitOperations } from './limit-operations.ts';
import { maskError } from './mask-error.ts';
import { documentCache, type Manifest, servePersistedOnly } from './persisted-documents.ts';
import { createRequestContext, type RequestContext } from './request-context.ts';
import type { SubgraphClient } from './subgraph-client.ts';
import { SubgraphDataSource } from './subgraph-data-source.ts';
import { supergraphFile } from './supergraph-file.ts';

/** Longer documents than any client of ours has; a flood is refused while it is being read. */
const MAX_TOKENS = 4_000;

export type GraphqlOptions = {
  /** The file with the supergraph. */
  supergraph: string;
  /** By the name that the supergraph calls them. */
  subgraphs: Record<string, SubgraphClient>;
  publicUrl: string;
  limits: RateLimits;
  /** The SPA's own documents. */
  manifest: Manifest;
  /** Whether our own pages are served nothing else. */
  persistedOnly: boolean;
  answers: RememberedAnswers;
  logger: Logger;
};

/** Serves /graphql: the subgraphs behind the supergraph, as one API. */
export async function serveGraphql(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const { subgraphs, manifest, logger } = options;
  const rights = enforceRights();
  const operationLimits = limitOperations();
  const gateway = new ApolloGateway({
    supergraphSdl: supergraphFile(options.supergraph, rights.loadable, logger),
    buildService: ({ name }) => {
      const client = subgraphs[name];
      if (!client) throw new Error(`The supergraph has a subgraph "${name}" that nothing is configured for.`);
      return new SubgraphDataSource(name, client, logger);
    },
    // Outside of production anybody could ask for them.
    __exposeQueryPlanExperimental: false,
    logger,
  });
  // Before Apollo Server hears of a schema, and serves it.
  gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    const supergraph = parse(coreSupergraphSdl);
    rights.learn(apiSchema, supergraph);
    operationLimits.learn(apiSchema, supergraph);
  });
  const apollo = new ApolloServer<RequestContext>({
    gateway,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError: maskError(logger),
    persistedQueries: { cache: documentCache(manifest) },
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      extensions,
      httpStatus,
      ...(options.persistedOnly ? [servePersistedOnly(manifest)] : []),
      operationLimits.plugin,
      rights.plugin,
      repeatSafely(options.answers, logger),
    ],
    logger,
  });
  const contextOf = createRequestContext(options.publicUrl, options.limits);
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, { context: async (request, reply) => contextOf(request, reply) }),
  });
}

/** Every answer names its request, so that a person can report it and we can find it, and says what it cost. */
const extensions: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response, contextValue: { requestId, cost } }) => {
      if (response.body.kind !== 'single') return;
      response.body.singleResult.extensions = {
        ...response.body.singleResult.extensions,
        requestId,
        ...(cost && { cost }),
      };
    },
  }),
};
