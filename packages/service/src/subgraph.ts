import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { inSpan, isRecording, SpanKind } from '@cityevents/telemetry/spans';
import { inTrace, TRACEPARENT } from '@cityevents/telemetry/trace-context';
import type { Viewer } from '@cityevents/viewer';
import { readRights } from '@cityevents/viewer/rights';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, type GraphQLScalarType, Kind, parse } from 'graphql';
import { dateTime } from './date-time.ts';
import { enforceRights } from './enforce-rights.ts';
import { maskErrors } from './errors.ts';
import { type Check, type HttpHost, startHttpHost } from './http-host.ts';
import { json } from './json.ts';
import { letNumbersThrough } from './lenient-int.ts';
import type { Logger } from './logger.ts';
import { requireGateway } from './require-gateway.ts';

/**
 * The largest request, at the gateway and here: an import of 100 events with descriptions of 10,000 characters, four
 * bytes each, takes 4 MB.
 */
export const REQUEST_LIMIT_BYTES = 6 * 1024 * 1024;

/** What a resolver's context is made of, a request. */
export type RequestInfo = { viewer: Viewer | null; request: FastifyRequest; reply: FastifyReply };

/** What every subgraph's context has. */
type ViewerContext = { viewer: Viewer | null };

export type SubgraphOptions<Context extends ViewerContext> = {
  name: string;
  /** The file with the subgraph's SDL. */
  schemaUrl: URL;
  /** A resolver map; the scalars that the schema declares (DateTime, JSON) are added. */
  // biome-ignore lint/suspicious/noExplicitAny: resolvers are checked where they are written; here only their shape matters.
  resolvers: Record<string, any>;
  host: string;
  port: number;
  /** Requests to /graphql without it in x-gateway-secret are refused. */
  gatewaySecret: string;
  /** From the Authorization header to who is asking; null for nobody. */
  verifyToken: (authorization: string | undefined) => Promise<Viewer | null>;
  context: (info: RequestInfo) => Context | Promise<Context>;
  logger: Logger;
  checks: Record<string, Check>;
  routes?: (app: FastifyInstance) => void | Promise<void>;
  onStop: (() => Promise<unknown>)[];
};

/**
 * Serves one subgraph: POST /graphql for the gateway alone, /livez, /readyz. Fields ask for the rights that the schema says
 * they need. Introspection and landing pages are off; an unexpected error is logged here and masked.
 */
export async function startSubgraph<Context extends ViewerContext>(
  options: SubgraphOptions<Context>,
): Promise<HttpHost> {
  const { logger } = options;
  letNumbersThrough();
  const typeDefs = parse(readFileSync(options.schemaUrl, 'utf8'));
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: { ...scalarsOf(typeDefs), ...options.resolvers } }]);
  enforceRights(schema, readRights(typeDefs));
  return startHttpHost({
    host: options.host,
    port: options.port,
    logger,
    checks: options.checks,
    onStop: options.onStop,
    // The gateway is the one in front of us: what it says of the client's address becomes request.ip.
    trustedProxies: 1,
    bodyLimit: REQUEST_LIMIT_BYTES,
    routes: async (app) => {
      const apollo = new ApolloServer<Context>({
        schema,
        introspection: false,
        includeStacktraceInErrorResponses: false,
        formatError: maskErrors(logger),
        plugins: [
          ApolloServerPluginLandingPageDisabled(),
          ApolloServerPluginInlineTraceDisabled(),
          // Would watch every field being resolved, for a header that the gateway doesn't read.
          ApolloServerPluginCacheControlDisabled(),
        ],
        stopOnTerminationSignals: false,
        // The gateway checks documents and limits; here every request comes from it.
        csrfPrevention: false,
      });
      await apollo.start();
      app.addHook('onClose', () => apollo.stop());
      const answer = fastifyApolloHandler(apollo, {
        context: async (request, reply) =>
          options.context({ viewer: await options.verifyToken(request.headers.authorization), request, reply }),
      });
      app.route({
        method: 'POST',
        url: '/graphql',
        onRequest: requireGateway(options.gatewaySecret),
        // Not in a hook: reading the body would leave the trace again.
        handler: (request, reply) =>
          inTrace(traceparentOf(request), () => inRequestSpan(request, reply, () => answer.call(app, request, reply))),
      });
      await options.routes?.(app);
    },
  });
}

/** The trace that the gateway says the request belongs to. */
function traceparentOf({ headers }: FastifyRequest): string | undefined {
  const traceparent = headers[TRACEPARENT];
  return typeof traceparent === 'string' ? traceparent : undefined;
}

/** Answers as a span of the request's trace. */
function inRequestSpan(request: FastifyRequest, reply: FastifyReply, answer: () => unknown): unknown {
  if (!isRecording()) return answer();
  const { operationName } = (request.body ?? {}) as { operationName?: string };
  const attributes = {
    'http.request.method': 'POST',
    'http.route': '/graphql',
    'url.scheme': 'http',
    'url.path': '/graphql',
    ...(operationName && { 'graphql.operation.name': operationName }),
  };
  return inSpan('POST /graphql', { kind: SpanKind.SERVER, attributes }, async (span) => {
    const body = await answer();
    span?.setAttribute('http.response.status_code', reply.statusCode);
    return body;
  });
}

const scalars: Record<string, GraphQLScalarType> = { DateTime: dateTime, JSON: json };

/** How the scalars that a schema declares are read and written. */
function scalarsOf(typeDefs: DocumentNode): Record<string, GraphQLScalarType> {
  const declared = typeDefs.definitions.filter((node) => node.kind === Kind.SCALAR_TYPE_DEFINITION);
  return Object.fromEntries(
    declared.flatMap(({ name: { value } }) => (scalars[value] ? [[value, scalars[value]]] : [])),
  );
}
