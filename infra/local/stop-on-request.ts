import { MigrationRefused } from '@cityevents/prisma/engine/refused';
import type { Progress } from './progress.ts';
import { StartRefused } from './start-refused.ts';
import type { Run } from './start-system.ts';
import { CommandFailed, UnexpectedExit } from './supervisor.ts';

/** Ctrl-C reaches us from the terminal, from npm and from bootstrap.mjs, all within moments: that is one request. */
const sameRequest = 1_500;

export interface StopOnRequest {
  /** What to stop. */
  ends(run: Run): void;
  /**
   * Does the work. When it is over, by itself or by a failure, everything is stopped, and `conclude` says with which
   * code the process ends; it is told what went wrong. It is not asked when somebody wanted to stop.
   */
  afterwards(work: () => Promise<unknown>, conclude: (problem?: string) => number): Promise<never>;
}

/**
 * Ends a run in an orderly way: on Ctrl-C, SIGTERM, SIGHUP, when the terminal goes, and when bootstrap.mjs (its IPC
 * channel) is gone. A second request kills what has not stopped by then.
 */
export function stopOnRequest(progress: Progress, codeWhenRequested: number): StopOnRequest {
  let run: Run | undefined;
  let requestedAt: number | undefined;

  const request = () => {
    if (requestedAt === undefined) {
      requestedAt = Date.now();
      progress.say('• Stopping (Ctrl-C again to stop at once) …');
      void finish(() => {
        if (run) progress.say('✓ Stopped; nothing of it is running any more.');
        return codeWhenRequested;
      });
    } else if (Date.now() - requestedAt > sameRequest) {
      progress.say('• Stopping at once …');
      run?.kill();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request);
  process.on('disconnect', request);
  // A terminal that has gone away is no reason to end without stopping what was started.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

  const finish = async (conclude: () => number): Promise<never> => {
    await run?.stop();
    process.exit(conclude());
  };

  return {
    ends: (started) => {
      run = started;
      // Asked to stop before there was anything to stop: that request has found nothing.
      if (requestedAt !== undefined) void finish(() => codeWhenRequested);
    },
    afterwards: async (work, conclude) => {
      let problem: string | undefined;
      try {
        await work();
      } catch (error) {
        problem = explain(error);
      }
      // While everything is being stopped, whatever waited for it fails. That is no news.
      if (requestedAt !== undefined) return new Promise<never>(() => {});
      if (problem !== undefined) console.error(`\n${problem}`);
      return finish(() => conclude(problem));
    },
  };
}

function explain(error: unknown): string {
  if (error instanceof StartRefused || error instanceof UnexpectedExit || error instanceof CommandFailed)
    return error.message;
  if (error instanceof MigrationRefused) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
