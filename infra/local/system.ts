import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseUrls } from './databases.ts';
import type { Settings } from './environment.ts';
import type { Services } from './provision.ts';
import type { RunFolder } from './run-folder.ts';
import type { Supervisor } from './supervisor.ts';
import { environmentOf, memoryOptions, type SystemProcess, systemProcesses } from './system-processes.ts';

/** Nothing of the toolchain calls home: often there is no network, and nobody asked for it. */
export const noTelemetry = {
  APOLLO_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

export interface EffectiveSources {
  base: Record<string, string>;
  settings: Settings;
  services: Services;
  databases: DatabaseUrls;
  run: RunFolder;
}

/** The environment of the running system: what was given, completed by what was started and made up. */
export function effectiveEnvironment({
  base,
  settings,
  services,
  databases,
  run,
}: EffectiveSources): Record<string, string> {
  const given = Object.entries(base).filter(([name]) => !/^npm_/i.test(name) && name !== 'INIT_CWD');
  const ports = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, String(value)]] : [],
  );
  const near = (port: number) => `http://${reachable(settings.HOST)}:${port}`;
  return {
    ...Object.fromEntries(given),
    ...noTelemetry,
    ...Object.fromEntries(ports),
    NODE_ENV: settings.NODE_ENV,
    LOG_LEVEL: settings.LOG_LEVEL,
    HOST: settings.HOST,
    PUBLIC_URL: settings.PUBLIC_URL ?? `http://localhost:${settings.GATEWAY_PORT}`,
    GATEWAY_SECRET: settings.GATEWAY_SECRET ?? run.secrets.gatewaySecret,
    AUTH_KEYS_FILE: settings.AUTH_KEYS_FILE ?? `${run.path}/auth-keys.json`,
    TICKET_KEYS_FILE: settings.TICKET_KEYS_FILE ?? `${run.path}/ticket-keys.json`,
    AUTH_URL: near(settings.AUTH_PORT),
    EVENTS_URL: near(settings.EVENTS_PORT),
    JOINS_URL: near(settings.JOINS_PORT),
    FEED_URL: near(settings.FEED_PORT),
    POSTGRES_URL: services.postgresUrl,
    AUTH_DATABASE_URL: databases.auth,
    EVENTS_DATABASE_URL: databases.events,
    JOINS_DATABASE_URL: databases.joins,
    FEED_DATABASE_URL: databases.feed,
    NOTIFICATIONS_DATABASE_URL: databases.notifications,
    REDIS_URL: services.redisUrl,
    RABBITMQ_URL: services.rabbitmqUrl,
    ...(services.rabbitmqManagementUrl ? { RABBITMQ_MANAGEMENT_URL: services.rabbitmqManagementUrl } : {}),
    SMTP_URL: services.smtpUrl,
    ...(services.mailApiUrl ? { MAIL_API_URL: services.mailApiUrl } : {}),
  };
}

/**
 * Starts the seven processes and waits until each says that all it needs answers. Those that need no RabbitMQ load
 * their code while it is still starting.
 */
export async function startProcesses(
  supervisor: Supervisor,
  root: string,
  environment: Record<string, string>,
  settings: Settings,
  rabbitmqAnswers: Promise<void>,
): Promise<void> {
  const start = (each: SystemProcess) =>
    supervisor.start({
      name: each.name,
      role: 'process',
      givesWay: each.givesWay ?? false,
      program: process.execPath,
      arguments: [...memoryOptions, each.entry],
      environment: environmentOf(each, environment),
      folder: root,
    });
  const needsRabbitmq = (each: SystemProcess) => each.needs.includes('RABBITMQ_URL');
  for (const each of systemProcesses) if (!needsRabbitmq(each)) start(each);
  await rabbitmqAnswers;
  for (const each of systemProcesses) if (needsRabbitmq(each)) start(each);
  const address = `http://${reachable(settings.HOST)}`;
  await Promise.all(
    systemProcesses.map(({ name, portVariable }) =>
      untilReady(name, `${address}:${environment[portVariable]}`, supervisor),
    ),
  );
}

const readyDeadline = 180_000;

async function untilReady(name: string, url: string, supervisor: Supervisor): Promise<void> {
  const deadline = Date.now() + readyDeadline;
  const failure = supervisor.failure.then((error) => {
    throw error;
  });
  failure.catch(() => {});
  for (let state = await Promise.race([readiness(url), failure]); state !== 'ready'; state = await readiness(url)) {
    if (Date.now() > deadline) throw new Error(`${name} is not ready after ${readyDeadline / 1000} s: ${state}`);
    await Promise.race([delay(100), failure]);
  }
}

async function readiness(url: string): Promise<string> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    const text = await answer.text();
    return answer.ok ? 'ready' : `${url}/readyz answers ${answer.status} ${text.slice(0, 500)}`;
  } catch (error) {
    const { message, cause } = error as Error;
    return `${url}/readyz: ${cause instanceof Error ? cause.message : message}`;
  }
}

/** Where a process that listens on this address is asked from the same machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
