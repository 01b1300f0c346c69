import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Watchdog {
  /** Everything was stopped in order; the watchdog goes too. */
  dismiss(): void;
}

/**
 * Ends the run's processes when this process dies without having done so itself (SIGKILL, a crash): a shell waits at
 * the other end of a pipe, and turns into leftovers.ts when the pipe breaks. Waiting, it costs nothing.
 */
export function watchOver(folder: string): Watchdog {
  const leftovers = fileURLToPath(new URL('leftovers.ts', import.meta.url));
  const shell = spawn('sh', ['-c', 'read -r word || exec "$@"', 'sh', process.execPath, leftovers, folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return { dismiss: () => shell.stdin.end('dismissed\n') };
}
