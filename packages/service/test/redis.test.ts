import { once } from 'node:events';
import { createTestRedis } from '@cityevents/testing/redis';
import { startTcpProxy } from '@cityevents/testing/tcp-proxy';
import { eventually } from '@cityevents/testing/wait';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { connectRedis } from '../src/redis.ts';

const logger = pino({ level: 'silent' });

/** Commands that were sent and have no answer; the client keeps them until one comes or the connection ends. */
const unanswered = (redis: Redis) => (redis as unknown as { commandQueue: { length: number } }).commandQueue.length;

test('while Redis is frozen commands reject soon and are forgotten; once it goes on they work again', async () => {
  const testRedis = await createTestRedis();
  const proxy = await startTcpProxy(testRedis.url);
  onTestFinished(async () => {
    await proxy.goDown();
    await testRedis.release();
  });
  const redis = connectRedis(proxy.url, logger);
  onTestFinished(() => redis.disconnect());
  await once(redis, 'ready');
  expect(await redis.incr('visits')).toBe(1);

  proxy.freeze();
  const burst = await Promise.allSettled(Array.from({ length: 1_000 }, () => redis.incr('visits')));
  expect(burst.every(({ status }) => status === 'rejected')).toBe(true);
  await eventually(async () => {
    await redis.incr('visits').catch(() => {});
    expect(unanswered(redis)).toBeLessThan(10);
  });

  proxy.thaw();
  await eventually(async () => expect(await redis.incr('visits')).toBeGreaterThan(1));
});
