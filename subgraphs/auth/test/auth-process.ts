import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A program of this subgraph, run as it is run for real. */
export type AuthProcess = {
  /** The first line on stdout that the check accepts; rejects when the process ends before. */
  line: (check: (line: string) => boolean) => Promise<string>;
  stop: (signal: NodeJS.Signals) => void;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
};

/** Starts `src/<file>` with nothing in its environment but the path and what is given. */
export function startProcess(file: string, environment: Record<string, string>, args: string[] = []): AuthProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`../src/${file}`, import.meta.url)), ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    ended,
    stop: (signal) => child.kill(signal),
    line: (check) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = stdout.split('\n').find(check);
          if (found !== undefined) resolve(found);
        };
        child.stdout.on('data', look);
        look();
        ended.then(() => reject(new Error(`ended without that line:\n${stdout}${stderr}`)), reject);
      }),
  };
}
