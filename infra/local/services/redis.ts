import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../ports.ts';
import { writePrivately } from '../run-folder.ts';
import type { Supervisor } from '../supervisor.ts';
import { untilAnswers } from '../until-answers.ts';

/** Starts the machine's redis-server for this run alone. It holds what may be lost: counters, throttles, caches. */
export async function startRedis(
  supervisor: Supervisor,
  folder: string,
  program: string,
  password: string,
): Promise<string> {
  const port = await freePort();
  const data = join(folder, 'redis');
  await mkdir(data, { recursive: true });
  const settings = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${data}"`,
    'save ""',
    'appendonly no',
    'daemonize no',
    // Rewriting its title, Redis would overwrite its environment, which holds the mark of this run.
    'set-proc-title no',
  ];
  const file = join(data, 'redis.conf');
  await writePrivately(file, `${settings.join('\n')}\n`);
  supervisor.start({
    name: 'redis',
    role: 'service',
    program,
    arguments: [file],
    environment: process.env,
    folder: data,
  });
  const url = `redis://:${password}@127.0.0.1:${port}/0`;
  await untilAnswers('Redis', supervisor, () => pingRedis(url));
  return url;
}

/** One PING on a connection of its own; throws what went wrong. */
export async function pingRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2_000 });
  let reason: Error | undefined;
  redis.on('error', (error) => {
    reason ??= error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}
