import { createConnection } from 'node:net';
import type { Settings } from './environment.ts';
import { connectToPostgres } from './services/postgres.ts';
import { connectToRabbitmq } from './services/rabbitmq.ts';
import { pingRedis } from './services/redis.ts';
import { StartRefused } from './start-refused.ts';

/** Services of somebody else, used as they are. */
export type GivenServices = Pick<Settings, 'POSTGRES_URL' | 'REDIS_URL' | 'RABBITMQ_URL' | 'SMTP_URL'>;

const checks: { [variable in keyof GivenServices]-?: (url: string) => Promise<void> } = {
  POSTGRES_URL: connectToPostgres,
  REDIS_URL: pingRedis,
  RABBITMQ_URL: connectToRabbitmq,
  SMTP_URL: openConnection,
};

/** Refuses, before anything is started, when a service that was given does not answer; names all of them at once. */
export async function checkGivenServices(given: GivenServices): Promise<void> {
  const lines = await Promise.all(
    Object.entries(checks).map(async ([variable, check]) => {
      const url = given[variable as keyof GivenServices];
      if (url === undefined) return [];
      try {
        await check(url);
        return [];
      } catch (error) {
        // The address without its password, which has no place on a terminal.
        return [`  - ${variable}: ${new URL(url).host} cannot be used: ${reason(error)}`];
      }
    }),
  );
  const troubles = lines.flat();
  if (troubles.length === 0) return;
  throw new StartRefused(
    [
      'Services that the environment names do not answer:',
      ...troubles,
      'Without the variable, npm start starts its own.',
    ].join('\n'),
  );
}

function openConnection(url: string): Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = createConnection({
      host: hostname,
      port: Number(port) || (protocol === 'smtps:' ? 465 : 25),
      timeout: 5_000,
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer within 5 s')));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return error instanceof Error ? error.message || error.name : String(error);
}
