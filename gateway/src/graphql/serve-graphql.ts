import { ApolloGateway, type Experimental_DidResolveQueryPlanCallback } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { Logger } from '@cityevents/service/logger';
import type { FastifyInstance } from 'fastify';
import { type GraphQLSchema, parse } from 'graphql';
import type { RateLimits } from '../http/rate-limits.ts';
import { noteOperations } from '../observation/note-operations.ts';
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
import { warmUp } from './warm-up.ts';

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
  /** Whether anybody wants to know of requests. */
  isObserved: boolean;
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
    ...(options.isObserved && { experimental_didResolveQueryPlan: notePlan }),
    logger,
  });
  let served: GraphQLSchema | undefined;
  let isStarted = false;
  // Before Apollo Server hears of a schema, and serves it.
  gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    const supergraph = parse(coreSupergraphSdl);
    rights.learn(apiSchema, supergraph);
    operationLimits.learn(apiSchema, supergraph);
    served = apiSchema;
    if (isStarted) void plan();
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
      // Would look for cache hints in each answer, and there are none.
      ApolloServerPluginCacheControlDisabled(),
      ...(options.isObserved ? [noteOperations(manifest)] : []),
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
  const plan = () =>
    warmUp(apollo, served!, manifest, logger).catch((error: unknown) =>
      logger.error({ err: error }, 'the web app’s operations can’t be planned'),
    );
  await apollo.start();
  isStarted = true;
  await plan();
  app.addHook('onClose', () => apollo.stop());
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        return contextOf(request, reply);
      },
    }),
  });
}

/** Notes how the subgraphs are asked. */
const notePlan: Experimental_DidResolveQueryPlanCallback = ({ queryPlan, requestContext }) => {
  const { observation } = requestContext.context as RequestContext;
  if (observation) observation.plan = queryPlan;
};

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
