import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '@cityevents/infra/local/ports';
import { markVariable, roleVariable } from '@cityevents/infra/local/process-table';
import { eventually } from '@cityevents/testing/wait';

const entry = join(import.meta.dirname, '..', '..', 'subgraphs', 'auth', 'src', 'main.ts');

/** The auth subgraph as it is run for real. */
export interface AuthProcess {
  url: string;
  stop(): Promise<void>;
}

/** Starts one on a free port with keys of its own, and waits until it is ready. */
export async function startAuthProcess(environment: Record<string, string>): Promise<AuthProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'cityevents-auth-'));
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const { PATH = '', [markVariable]: mark = '', [roleVariable]: role = '' } = process.env;
  const own = { AUTH_PORT: String(port), AUTH_KEYS_FILE: join(folder, 'keys.json'), LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [entry], {
    // With the marks of the run it belongs to, a run that is killed leaves no process behind.
    env: { PATH, ...(mark && { [markVariable]: mark, [roleVariable]: role }), ...own, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ready = async () => {
    if (child.exitCode !== null) return;
    const { ok } = await fetch(`${url}/readyz`);
    if (!ok) throw new Error('the auth process is not ready yet');
  };
  await eventually(ready, { timeoutMs: 30_000 });
  if (child.exitCode !== null) throw new Error('the auth process ended');
  return {
    url,
    async stop() {
      if (child.exitCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await rm(folder, { recursive: true });
    },
  };
}
