import { type HttpHost, startHttpHost } from '@cityevents/service/http-host';
import { letNumbersThrough } from '@cityevents/service/lenient-int';
import type { Logger } from '@cityevents/service/logger';
import { connectRedis } from '@cityevents/service/redis';
import { REQUEST_LIMIT_BYTES } from '@cityevents/service/subgraph';
import { createTokenVerifier } from '@cityevents/viewer';
import compress from '@fastify/compress';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from './config.ts';
import { RememberedAnswers } from './graphql/idempotency/remembered-answers.ts';
import { readManifest } from './graphql/persisted-documents.ts';
import { serveGraphql } from './graphql/serve-graphql.ts';
import { SubgraphClient } from './graphql/subgraph-client.ts';
import { allowOrigins } from './http/allow-origins.ts';
import { createApiKeys } from './http/api-keys.ts';
import { authenticate } from './http/authenticate.ts';
import { guardFromOtherSites } from './http/cross-site.ts';
import { followEndedSessions, refuseEnded } from './http/ended-sessions.ts';
import { logRequests } from './http/log-requests.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { refuseInShape } from './http/refuse.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serveAttendeesCsv } from './http/serve-attendees-csv.ts';
import { serveKeys } from './http/serve-keys.ts';
import { serveUnsubscribe } from './http/serve-unsubscribe.ts';
import { serveWeb } from './http/serve-web.ts';
import { isObserved, observeRequests } from './observation/observe-requests.ts';
import { Breaker } from './redis/breaker.ts';

const MEMORY_TIMEOUT_MS = 2_000;

/** Starts the one public process: the GraphQL API, the SPA, and what guards them. */
export async function startGateway(config: Config, logger: Logger): Promise<HttpHost> {
  letNumbersThrough();
  const redis = connectRedis(config.REDIS_URL, logger);
  // What is promised to be done once can't be done without asking; so this waits longer.
  const memory = connectRedis(config.REDIS_URL, logger, MEMORY_TIMEOUT_MS);
  const breaker = new Breaker((rejection) => rejection instanceof RateLimiterRes);
  const client = (url: string) => new SubgraphClient(url, config.GATEWAY_SECRET);
  const subgraphs = {
    auth: client(config.AUTH_URL),
    events: client(config.EVENTS_URL),
    joins: client(config.JOINS_URL),
    feed: client(config.FEED_URL),
  };
  const limits = createRateLimits(config, redis, breaker);
  const { endedSessions, stopFollowing } = followEndedSessions(subgraphs.auth, logger);
  const { HOST: host, GATEWAY_METRICS_PORT: metricsPort, SLOW_OPERATION_MS: slowMs } = config;
  const observation = { isMeasured: metricsPort !== undefined, slowMs };
  // On a port of their own, since the public can reach the other one.
  const metricsHost =
    metricsPort === undefined
      ? undefined
      : await startHttpHost({ host, port: metricsPort, logger, checks: {}, onStop: [] });
  return startHttpHost({
    host,
    port: config.GATEWAY_PORT,
    isPublic: true,
    logger,
    bodyLimit: REQUEST_LIMIT_BYTES,
    trustedProxies: config.TRUSTED_PROXIES,
    checks: Object.fromEntries(Object.entries(subgraphs).map(([name, subgraph]) => [name, () => subgraph.ready()])),
    routes: async (app) => {
      logRequests(app, logger);
      await securityHeaders(app, config.PUBLIC_URL);
      await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
      await app.register(async (api) => {
        observeRequests(api, observation, logger);
        await allowOrigins(api, config.CORS_ORIGINS);
        guardFromOtherSites(api, config.PUBLIC_URL);
        const verify = createTokenVerifier({ jwksUrl: `${config.AUTH_URL}/.well-known/jwks.json` });
        const verifyLive = refuseEnded(verify, endedSessions);
        authenticate(api, verifyLive, createApiKeys(subgraphs.auth), limits);
        refuseInShape(api);
        serveAttendeesCsv(api, subgraphs.joins, limits);
        await serveGraphql(api, {
          supergraph: config.SUPERGRAPH_FILE,
          subgraphs,
          publicUrl: config.PUBLIC_URL,
          limits,
          manifest: readManifest(config.WEB_DIST),
          persistedOnly: config.PERSISTED_DOCUMENTS_ONLY,
          answers: new RememberedAnswers(memory),
          isObserved: isObserved(observation),
          logger,
        });
      });
      serveKeys(app, 'jwks.json', subgraphs.auth);
      serveKeys(app, 'ticket-keys.json', subgraphs.joins);
      await app.register(async (scope) => serveUnsubscribe(scope, subgraphs.auth, limits));
      await serveWeb(app, config.WEB_DIST);
    },
    onStop: [
      async () => metricsHost?.stop(),
      stopFollowing,
      () => Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.close())),
      async () => redis.disconnect(),
      async () => memory.disconnect(),
    ],
  });
}
