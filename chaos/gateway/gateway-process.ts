import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '@cityevents/infra/local/ports';
import { markVariable, roleVariable } from '@cityevents/infra/local/process-table';
import { eventually } from '@cityevents/testing/wait';

const entry = join(import.meta.dirname, '..', '..', 'gateway', 'src', 'main.ts');

/** The gateway as it is run for real, with no subgraph behind it: what it answers by itself is enough here. */
export interface GatewayProcess {
  url: string;
  /** Sends SIGTERM; resolves to the exit code and how long it took to end. */
  terminate(): Promise<{ exitCode: number | null; milliseconds: number }>;
}

export async function startGatewayProcess(redisUrl: string): Promise<GatewayProcess> {
  const port = await freePort();
  const { PATH = '', [markVariable]: mark = '', [roleVariable]: role = '' } = process.env;
  const nobody = Object.fromEntries(
    ['AUTH', 'EVENTS', 'JOINS', 'FEED'].map((name) => [`${name}_URL`, 'http://127.0.0.1:1']),
  );
  const child: ChildProcess = spawn(process.execPath, [entry], {
    env: {
      PATH,
      // With the marks of the run it belongs to, a run that is killed leaves no process behind.
      ...(mark && { [markVariable]: mark, [roleVariable]: role }),
      ...nobody,
      GATEWAY_PORT: String(port),
      GATEWAY_SECRET: 'a secret of this scenario, long enough for the rule',
      REDIS_URL: redisUrl,
      LOG_LEVEL: 'silent',
      RATE_LIMIT_ANONYMOUS_PER_MINUTE: '1000000000',
    },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(() => fetch(`${url}/livez`), { timeoutMs: 30_000 });
  return {
    url,
    async terminate() {
      const began = performance.now();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const [exitCode] = await ended;
      return { exitCode, milliseconds: performance.now() - began };
    },
  };
}

/** What the gateway answers without any subgraph, and charges all the same. */
export const OWN_QUESTION = JSON.stringify({ query: '{ __typename }' });
