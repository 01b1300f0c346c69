import { type HttpHost, startHttpHost } from '@cityevents/service/http-host';
import type { Logger } from '@cityevents/service/logger';
import { connectRedis } from '@cityevents/service/redis';
import { REQUEST_LIMIT_BYTES } from '@cityevents/service/subgraph';
import { createTokenVerifier } from '@cityevents/viewer';
import compress from '@fastify/compress';
import type { Config } from './config.ts';
import { serveGraphql } from './graphql/serve-graphql.ts';
import { SubgraphClient } from './graphql/subgraph-client.ts';
import { createApiKeys } from './http/api-keys.ts';
import { authenticate } from './http/authenticate.ts';
import { guardFromOtherSites } from './http/cross-site.ts';
import { followEndedSessions, refuseEnded } from './http/ended-sessions.ts';
import { logRequests } from './http/log-requests.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { refuseInShape } from './http/refuse.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serveKeys } from './http/serve-keys.ts';
import { serveUnsubscribe } from './http/serve-unsubscribe.ts';
import { serveWeb } from './http/serve-web.ts';

/** Starts the one public process: the GraphQL API, the SPA, and what guards them. */
export async function startGateway(config: Config, logger: Logger): Promise<HttpHost> {
  const redis = connectRedis(config.REDIS_URL, logger);
  const client = (url: string) => new SubgraphClient(url, config.GATEWAY_SECRET);
  const subgraphs = {
    auth: client(config.AUTH_URL),
    events: client(config.EVENTS_URL),
    joins: client(config.JOINS_URL),
    feed: client(config.FEED_URL),
  };
  const limits = createRateLimits(config, redis);
  const { endedSessions, stopFollowing } = followEndedSessions(subgraphs.auth, logger);
  return startHttpHost({
    host: config.HOST,
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
        guardFromOtherSites(api, config.PUBLIC_URL);
        const verify = createTokenVerifier({ jwksUrl: `${config.AUTH_URL}/.well-known/jwks.json` });
        const verifyLive = refuseEnded(verify, endedSessions);
        authenticate(api, verifyLive, createApiKeys(subgraphs.auth), limits);
        refuseInShape(api);
        await serveGraphql(api, subgraphs, config.PUBLIC_URL, logger);
      });
      serveKeys(app, subgraphs.auth);
      await app.register(async (scope) => serveUnsubscribe(scope, subgraphs.auth, limits));
      await serveWeb(app, config.WEB_DIST);
    },
    onStop: [
      stopFollowing,
      () => Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.close())),
      async () => redis.disconnect(),
    ],
  });
}
