import { type HttpHost, startHttpHost } from '@cityevents/service/http-host';
import type { Logger } from '@cityevents/service/logger';
import { connectRedis } from '@cityevents/service/redis';
import { createTokenVerifier } from '@cityevents/viewer';
import compress from '@fastify/compress';
import type { Config } from './config.ts';
import { serveGraphql } from './graphql/serve-graphql.ts';
import { SubgraphClient } from './graphql/subgraph-client.ts';
import { authenticate } from './http/authenticate.ts';
import { limitRate } from './http/limit-rate.ts';
import { logRequests } from './http/log-requests.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serveKeys } from './http/serve-keys.ts';
import { serveWeb } from './http/serve-web.ts';

/** The largest body taken: 100 imported events with long descriptions. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

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
  return startHttpHost({
    host: config.HOST,
    port: config.GATEWAY_PORT,
    logger,
    bodyLimit: BODY_LIMIT_BYTES,
    trustedProxies: config.TRUSTED_PROXIES,
    checks: Object.fromEntries(Object.entries(subgraphs).map(([name, subgraph]) => [name, () => subgraph.ready()])),
    routes: async (app) => {
      logRequests(app, logger);
      await securityHeaders(app, config.PUBLIC_URL);
      await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
      await app.register(async (api) => {
        authenticate(api, createTokenVerifier({ jwksUrl: `${config.AUTH_URL}/.well-known/jwks.json` }));
        limitRate(api, config, redis);
        await serveGraphql(api, subgraphs, logger);
      });
      serveKeys(app, subgraphs.auth);
      await serveWeb(app, config.WEB_DIST);
    },
    onStop: [
      () => Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.close())),
      async () => redis.disconnect(),
    ],
  });
}
