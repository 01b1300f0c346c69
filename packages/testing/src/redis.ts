import { Redis } from 'ioredis';
import { testService } from './test-services.ts';

/** An empty Redis database that no other test process uses. */
export interface TestRedis {
  url: string;
  /** Empties it again. */
  flush(): Promise<void>;
  /** Gives it back before the process ends; only needed where a process asks for many. */
  release(): Promise<void>;
}

const CLAIM = 'cityevents-test-database-';
// Redis has 16 databases unless configured otherwise; 0 is left to people.
const LAST_DATABASE = 15;

/**
 * Claims one of the numbered databases of the server at REDIS_URL and empties it. The claim is a connection's name, so
 * it ends with the process, however that ends.
 */
export async function createTestRedis(): Promise<TestRedis> {
  const server = testService('REDIS_URL');
  const first = Number(process.env.VITEST_POOL_ID ?? 1) % LAST_DATABASE;
  for (let offset = 0; offset < LAST_DATABASE; offset++) {
    const number = 1 + ((first + offset) % LAST_DATABASE);
    const url = new URL(server);
    url.pathname = `/${number}`;
    const claim = await claimDatabase(url.href, `${CLAIM}${number}`);
    if (claim === null) continue;
    await claim.flushdb();
    return {
      url: url.href,
      flush: async () => {
        await claim.flushdb();
      },
      release: async () => {
        await claim.flushdb();
        claim.disconnect();
      },
    };
  }
  throw new Error(`All ${LAST_DATABASE} Redis databases at REDIS_URL are in use by other tests.`);
}

async function claimDatabase(url: string, name: string): Promise<Redis | null> {
  const redis = new Redis(url, { lazyConnect: true, connectionName: name, maxRetriesPerRequest: 1 });
  await redis.connect();
  const ownId = await redis.client('ID');
  const ids = [...String(await redis.client('LIST')).matchAll(/^id=(\d+) .*? name=(\S*)/gm)]
    .filter(([, , other]) => other === name)
    .map(([, id]) => Number(id));
  // Whoever came first keeps it.
  if (Math.min(...ids) === ownId) {
    redis.stream.unref();
    return redis;
  }
  redis.disconnect();
  return null;
}
