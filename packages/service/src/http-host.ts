import { randomUUIDv7 } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { metrics } from '@cityevents/telemetry/metrics';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Logger } from './logger.ts';

/** Asks one dependency for real; rejects when it doesn't answer. */
export type Check = () => Promise<unknown>;

export type HttpHostOptions = {
  host: string;
  port: number;
  logger: Logger;
  /** What /readyz asks, by the dependency's name. */
  checks: Record<string, Check>;
  /** Whether anyone can reach it: then its metrics are not here to be read. */
  isPublic?: boolean;
  /** Adds the process's own routes before it listens. */
  routes?: (app: FastifyInstance) => void | Promise<void>;
  /** Run in this order once no request is under way any more; each may take its time within the ten seconds of a stop. */
  onStop: (() => Promise<unknown>)[];
  /** Largest body taken, in bytes. */
  bodyLimit?: number;
  /**
   * Whose X-Forwarded-For is believed: of so many proxies in front of us, whoever they are, or of those with these addresses
   * and networks (CIDR). Nobody's unless said.
   */
  trustedProxies?: number | string[];
};

export type HttpHost = {
  /** http://host:port as it really listens. */
  url: string;
  app: FastifyInstance;
  /**
   * Says on /readyz that it is going, serves on for `drainMs` while it asks its clients to let go of their connections,
   * then waits for the requests under way and runs onStop.
   */
  stop: (drainMs?: number) => Promise<void>;
};

const CHECK_TIMEOUT_MS = 2_000;
/** How long an answer of /readyz is good for, so that asking often costs the dependencies nothing more. */
const READINESS_FRESH_MS = 1_000;
/** Who watches /readyz, or holds a connection, has this long to notice that we are going. */
const DRAIN_MS = 1_000;
const STOP_TIMEOUT_MS = 10_000;

/**
 * The HTTP side every process has: /livez (the process runs), /readyz (each dependency was really asked, at most a
 * second ago), /metrics (what was measured, for Prometheus; not where the public is), its own routes, and a stop that fails no request: first unready, then drained, then its clients closed.
 */
export async function startHttpHost(options: HttpHostOptions): Promise<HttpHost> {
  const { logger, onStop, trustedProxies = 0 } = options;
  let stopping: Promise<void> | undefined;

  const app = Fastify({
    loggerInstance: logger as never,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimit ?? 1_048_576,
    trustProxy:
      typeof trustedProxies === 'number' ? (_address: string, hop: number) => hop < trustedProxies : trustedProxies,
    genReqId: () => randomUUIDv7(),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // A keep-alive connection closed by us just as the peer sends on it is the classic lost request: outlive the peers' pools.
    keepAliveTimeout: 75_000,
    routerOptions: { ignoreTrailingSlash: true },
  }) as unknown as FastifyInstance;

  const readiness = createReadiness(options.checks, logger);
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping) reply.header('connection', 'close');
    done();
  });
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const checks = await readiness();
    const ready = !stopping && Object.values(checks).every((result) => result === 'ok');
    reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
    return { status: stopping ? 'stopping' : ready ? 'ok' : 'unavailable', checks };
  });
  if (!options.isPublic) {
    app.get('/metrics', async (_request, reply) => {
      reply.type(metrics.contentType);
      return metrics.metrics();
    });
  }
  await options.routes?.(app);
  await app.listen({ host: options.host, port: options.port });

  const stop = (drainMs = 0) => {
    stopping ??= (async () => {
      if (drainMs > 0) await delay(drainMs);
      await app.close();
      for (const step of onStop) {
        await step().catch((error: unknown) => logger.error({ err: error }, 'stopping a part failed'));
      }
    })();
    return stopping;
  };

  const { port } = app.server.address() as AddressInfo;
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  logger.info({ url }, 'listening');
  return { url, app, stop };
}

/**
 * Ends the process cleanly on SIGTERM or SIGINT, and by force when that takes longer than ten seconds.
 *
 * @param atEnd what is left to do when nothing runs any more; must not reject.
 */
export function stopOnSignal(host: HttpHost, logger: Logger, atEnd: () => Promise<void>): void {
  const onSignal = (signal: NodeJS.Signals) => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('stopping took too long');
      process.exit(1);
    }, STOP_TIMEOUT_MS).unref();
    void host
      .stop(DRAIN_MS)
      .then(atEnd)
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', onSignal);
  process.once('SIGINT', onSignal);
}

/** Asks all dependencies, one round at a time for all who want to know, and remembers the answers for a moment. */
function createReadiness(checks: Record<string, Check>, logger: Logger): () => Promise<Record<string, string>> {
  let latest: { asked: number; answers: Promise<Record<string, string>> } | undefined;
  return () => {
    if (!latest || performance.now() - latest.asked > READINESS_FRESH_MS) {
      const rounds = Object.entries(checks).map(async ([name, check]) => [name, await runCheck(name, check, logger)]);
      latest = {
        asked: performance.now(),
        answers: Promise.all(rounds).then((results) => Object.fromEntries(results)),
      };
    }
    return latest.answers;
  };
}

/** What /readyz says of one dependency: 'ok', or why not in words that show no internals. */
async function runCheck(name: string, check: Check, logger: Logger): Promise<string> {
  const timeout = Promise.withResolvers<'slow'>();
  const timer = setTimeout(() => timeout.resolve('slow'), CHECK_TIMEOUT_MS);
  try {
    const outcome = await Promise.race([check().then(() => 'ok' as const), timeout.promise]);
    return outcome === 'ok' ? 'ok' : `gave no answer within ${CHECK_TIMEOUT_MS / 1000} s`;
  } catch (error) {
    logger.warn({ err: error, check: name }, 'a dependency is not ready');
    return 'does not answer';
  } finally {
    clearTimeout(timer);
  }
}
