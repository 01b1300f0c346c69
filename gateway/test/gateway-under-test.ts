import { randomUUIDv7 } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authConfig } from '@cityevents/auth/config';
import { startAuth } from '@cityevents/auth/server';
import { startJoins } from '@cityevents/joins/server';
import { parseConfig } from '@cityevents/service/config';
import { type HttpHost, startHttpHost } from '@cityevents/service/http-host';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase } from '@cityevents/testing/database';
import { createTestVhost } from '@cityevents/testing/rabbitmq';
import { createTestRedis, type TestRedis } from '@cityevents/testing/redis';
import { type StatementCounter, startStatementCounter } from '@cityevents/testing/statement-counter';
import { startTcpProxy, type TcpProxy } from '@cityevents/testing/tcp-proxy';
import { config as gatewayConfig } from '../src/config.ts';
import { startGateway } from '../src/gateway.ts';

export const gatewaySecret = 'a-secret-of-this-test-and-nothing-else';
const NOBODY_LISTENS = 'http://127.0.0.1:1';

// biome-ignore lint/suspicious/noExplicitAny: each query has its own shape, and the assertions spell it out.
export type Answer = { status: number; headers: Headers; body: any };

/** The gateway itself on a free port, with auth and joins behind it; events is away. */
export type GatewayUnderTest = {
  url: string;
  auth: HttpHost;
  authDatabaseUrl: string;
  /** Stands between the gateway and auth. */
  wayToAuth: TcpProxy;
  joins: HttpHost;
  joinsDatabaseUrl: string;
  /** What each asks its database for. */
  statements: { auth: StatementCounter; joins: StatementCounter };
  redis: TestRedis;
  /** The headers of what was sent to feed, where something stands that answers nonsense. */
  recorded: Record<string, unknown>[];
  ask: (query: string, variables?: object, headers?: Record<string, string>) => Promise<Answer>;
  stop: () => Promise<void>;
};

/**
 * Starts one, with `environment` over what the gateway and auth would get.
 *
 * @param throughProxy where all of them reach Redis, given where it is.
 * @param gatewayLogger where the gateway's log goes, if it is to be read.
 */
export async function startGatewayUnderTest(
  environment: Record<string, string> = {},
  throughProxy: (redisUrl: string) => Promise<string> = async (url) => url,
  gatewayLogger = createLogger('test', 'silent'),
): Promise<GatewayUnderTest> {
  const logger = createLogger('test', 'silent');
  const [folder, authDatabase, joinsDatabase, vhost, redis] = await Promise.all([
    mkdtemp(join(tmpdir(), 'gateway-')),
    createTestDatabase('auth'),
    createTestDatabase('joins'),
    createTestVhost(),
    createTestRedis(),
  ]);
  await mkdir(join(folder, 'web/assets'), { recursive: true });
  await writeFile(
    join(folder, 'web/index.html'),
    '<!doctype html><title>CityEvents</title><meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__">first()</script>',
  );
  await writeFile(join(folder, 'web/assets/app-0123abcd.js'), 'export {};');

  const [authStatements, joinsStatements] = [
    await startStatementCounter(authDatabase.url),
    await startStatementCounter(joinsDatabase.url),
  ];
  const redisUrl = await throughProxy(redis.url);
  const shared = { LOG_LEVEL: 'silent', GATEWAY_SECRET: gatewaySecret, REDIS_URL: redisUrl };
  const auth = await startAuth(
    parseConfig(authConfig, {
      ...shared,
      AUTH_PORT: '0',
      AUTH_DATABASE_URL: authStatements.url,
      AUTH_KEYS_FILE: join(folder, 'keys.json'),
      ...environment,
    }),
    logger,
  );
  const wayToAuth = await startTcpProxy(auth.url);
  const joins = await startJoins(
    {
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      GATEWAY_SECRET: gatewaySecret,
      REDIS_URL: redisUrl,
      AUTH_URL: auth.url,
      JOINS_PORT: 0,
      JOINS_DATABASE_URL: joinsStatements.url,
      RABBITMQ_URL: vhost.url,
      TICKET_KEYS_FILE: join(folder, 'ticket-keys.json'),
    },
    logger,
  );
  const recorded: Record<string, unknown>[] = [];
  const recorder = await startRecorder(recorded);
  const gateway = await startGateway(
    parseConfig(gatewayConfig, {
      ...shared,
      GATEWAY_PORT: '0',
      AUTH_URL: wayToAuth.url,
      EVENTS_URL: NOBODY_LISTENS,
      JOINS_URL: joins.url,
      FEED_URL: recorder.url,
      WEB_DIST: join(folder, 'web'),
      ...environment,
    }),
    gatewayLogger,
  );
  return {
    url: gateway.url,
    auth,
    authDatabaseUrl: authDatabase.url,
    wayToAuth,
    joins,
    joinsDatabaseUrl: joinsDatabase.url,
    statements: { auth: authStatements, joins: joinsStatements },
    redis,
    recorded,
    ask: (query, variables, headers) => askAt(gateway.url, query, variables, headers),
    stop: async () => {
      await gateway.stop();
      await wayToAuth.goDown();
      for (const host of [joins, recorder, auth]) await host.stop();
      await Promise.all([authStatements.stop(), joinsStatements.stop()]);
      await Promise.all([authDatabase.drop(), joinsDatabase.drop(), vhost.delete(), redis.release()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** Stands where feed would: keeps the headers of what it is sent, and answers an error with a detail. */
function startRecorder(recorded: Record<string, unknown>[]): Promise<HttpHost> {
  return startHttpHost({
    host: '127.0.0.1',
    port: 0,
    logger: createLogger('test', 'silent'),
    checks: {},
    onStop: [],
    routes: (app) => {
      app.post('/graphql', async (request) => {
        recorded.push(request.headers);
        return {
          data: { feed: null, recordView: null },
          errors: [{ message: 'secret detail', extensions: { code: 'X' } }],
        };
      });
    },
  });
}

async function askAt(
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const SIGN_UP = `mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken user { id displayName } userErrors { code } } }`;

/** Somebody new, signed in. */
export async function signUpAt({ ask }: GatewayUnderTest) {
  const input = { email: `${randomUUIDv7()}@people.test`, password: 'a long enough passphrase', displayName: 'Ada' };
  const answer = await ask(SIGN_UP, { input });
  const { accessToken, user } = answer.body.data.signUp;
  return { userId: user.id as string, token: accessToken as string, cookie: answer.headers.getSetCookie() };
}
