import { startTcpProxy } from '@cityevents/testing/tcp-proxy';
import { testService } from '@cityevents/testing/test-services';
import type { Report } from '../report.ts';
import { OWN_QUESTION, startGatewayProcess } from './gateway-process.ts';

export interface FrozenRedis {
  requests: number;
  onProgress?: (text: string) => void;
}

/** What a request may wait for Redis, and how much more the machine may take for itself. */
const MAY_WAIT_MS = 50;
const TOLERANCE_MS = 30;

/** Redis stands still: how much longer requests take, one after the other. */
export async function frozenRedis({ requests, onProgress }: FrozenRedis): Promise<Report> {
  const redis = await startTcpProxy(testService('REDIS_URL'));
  const gateway = await startGatewayProcess(redis.url);
  const violations: string[] = [];
  const measure = async (what: string) => {
    const times: number[] = [];
    for (let i = 0; i < requests; i++) {
      const began = performance.now();
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: OWN_QUESTION,
      });
      await response.arrayBuffer();
      times.push(performance.now() - began);
      if (response.status !== 200) violations.push(`${what}: HTTP ${response.status}`);
      onProgress?.(`${what}: ${i + 1} of ${requests}`);
    }
    return times.toSorted((a, b) => a - b);
  };
  const middle = (times: number[]) => times[Math.floor(times.length / 2)]!;
  try {
    await measure('warming up');
    const before = await measure('with Redis');
    redis.freeze();
    const frozen = await measure('frozen');
    const waited = frozen.filter((ms) => ms > middle(before) + MAY_WAIT_MS / 2).length;
    const longest = frozen.at(-1)! - middle(before);
    if (longest > MAY_WAIT_MS + TOLERANCE_MS) violations.push(`a request waited ${longest.toFixed(0)} ms for Redis`);
    if (waited > requests / 20) violations.push(`${waited} of ${requests} requests waited for Redis`);
    const figures = {
      'median ms with Redis': middle(before).toFixed(1),
      'median ms, frozen': middle(frozen).toFixed(1),
      'longest wait, ms': longest.toFixed(0),
      'requests that waited': waited,
    };
    return { figures, violations: violations.slice(0, 20) };
  } finally {
    await gateway.terminate();
    await redis.goDown();
  }
}
