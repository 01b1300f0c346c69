import { createAuthDatabase } from '@cityevents/prisma/auth';
import type { HttpHost } from '@cityevents/service/http-host';
import type { Logger } from '@cityevents/service/logger';
import { connectRedis } from '@cityevents/service/redis';
import { startSubgraph } from '@cityevents/service/subgraph';
import { createTokenVerifier } from '@cityevents/viewer';
import { serveKeyExchange } from './api-keys/serve-key-exchange.ts';
import type { AuthConfig } from './config.ts';
import type { AuthContext } from './context.ts';
import { createRefreshCookie } from './cookie.ts';
import { loadCountries } from './origin/country.ts';
import { originOf } from './origin/origin.ts';
import { createPasswordHasher } from './passwords/hasher.ts';
import { serveUnsubscribe } from './people/serve-unsubscribe.ts';
import { resolvers } from './resolvers/resolvers.ts';
import { serveEndedSessions } from './sessions/serve-ended-sessions.ts';
import { startSweeping } from './sessions/sweep-sessions.ts';
import { createDataExportThrottle } from './throttle/data-export-throttle.ts';
import { createRequestThrottle } from './throttle/request-throttle.ts';
import { createSignInThrottle } from './throttle/sign-in-throttle.ts';
import { followKeysFile } from './tokens/follow-keys-file.ts';

/** In seconds. */
const HOUR = 60 * 60;

/**
 * Starts the auth subgraph: its clients, /graphql for the gateway, and the public keys for everybody.
 *
 * @throws KeysFileError when the signing keys can be neither read nor made.
 */
export async function startAuth(config: AuthConfig, logger: Logger): Promise<HttpHost> {
  const { accessTokens, stopFollowing } = await followKeysFile(config.AUTH_KEYS_FILE, logger);
  const database = createAuthDatabase(config.AUTH_DATABASE_URL, {
    applicationName: 'auth',
    onConnectionLost: (error) => logger.warn({ err: error }, 'database connection lost'),
  });
  const redis = connectRedis(config.REDIS_URL, logger);
  const hasher = await createPasswordHasher();
  const country = await loadCountries();
  const signInThrottle = createSignInThrottle(redis, {
    perAccountAndAddress: config.SIGN_IN_FAILURES_PER_ACCOUNT_AND_ADDRESS,
    perAccount: config.SIGN_IN_FAILURES_PER_ACCOUNT,
    perAddress: config.SIGN_IN_FAILURES_PER_ADDRESS,
  });
  const signUpThrottle = createRequestThrottle(redis, 'sign-up', {
    perAddress: { requests: config.SIGN_UPS_PER_ADDRESS, seconds: HOUR },
    perEmail: { requests: config.SIGN_UPS_PER_EMAIL, seconds: 24 * HOUR },
  });
  const mailThrottle = createRequestThrottle(redis, 'mail', {
    perAddress: { requests: config.MAIL_REQUESTS_PER_ADDRESS, seconds: HOUR },
    perEmail: { requests: config.MAIL_REQUESTS_PER_EMAIL, seconds: HOUR },
  });
  const dataExportThrottle = createDataExportThrottle(redis);
  const refreshCookie = createRefreshCookie(config.PUBLIC_URL);
  const stopSweeping = startSweeping(database, logger);

  return startSubgraph<AuthContext>({
    name: 'auth',
    schemaUrl: new URL('../schema.graphql', import.meta.url),
    resolvers,
    host: config.HOST,
    port: config.AUTH_PORT,
    gatewaySecret: config.GATEWAY_SECRET,
    verifyToken: createTokenVerifier({ keySet: accessTokens.publicKeys }),
    logger,
    // Redis isn't asked: without it the throttle counts in this process, and nobody is kept from signing in.
    checks: { database: () => database.$queryRaw`SELECT 1` },
    context: ({ viewer, request, reply }) => {
      // Fastify would add up cookies; when one request sets several, the last stands.
      const setCookie = (header: string) => reply.removeHeader('set-cookie').header('set-cookie', header);
      return {
        viewer,
        database,
        hasher,
        accessTokens,
        signInThrottle,
        signUpThrottle,
        mailThrottle,
        dataExportThrottle,
        clientAddress: request.ip,
        origin: originOf(request.headers['user-agent'], request.ip),
        country,
        refreshToken: refreshCookie.read(request.headers.cookie),
        setRefreshCookie: (token, expiresAt) => setCookie(refreshCookie.set(token, expiresAt)),
        clearRefreshCookie: () => setCookie(refreshCookie.clear()),
      };
    },
    routes: (app) => {
      serveEndedSessions(app, config.GATEWAY_SECRET, database);
      serveKeyExchange(app, config.GATEWAY_SECRET, database, accessTokens);
      serveUnsubscribe(app, config.GATEWAY_SECRET, database);
      app.get('/.well-known/jwks.json', async (_request, reply) => {
        reply.header('cache-control', 'public, max-age=300').type('application/json');
        return accessTokens.publicKeys();
      });
    },
    onStop: [
      stopFollowing,
      stopSweeping,
      () => database.$disconnect(),
      async () => {
        redis.disconnect();
      },
    ],
  });
}
