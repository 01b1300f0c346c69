import type { Logger } from 'pino';

/** Few enough that no statement takes long or holds many locks. */
const ROWS_A_STATEMENT = 1_000;
const DAY_MS = 86_400_000;

/**
 * Deletes what is too old, a statement after the other, until one finds fewer than it may take.
 *
 * @param deleteSome deletes at most `limit` rows, and leaves alone what someone else is deleting
 * @param signal stops between two statements
 * @returns how many were deleted
 */
export async function deleteInBatches(
  deleteSome: (limit: number) => PromiseLike<number>,
  signal?: AbortSignal,
): Promise<number> {
  let swept = 0;
  while (!signal?.aborted) {
    const deleted = await deleteSome(ROWS_A_STATEMENT);
    swept += deleted;
    if (deleted < ROWS_A_STATEMENT) break;
  }
  return swept;
}

/**
 * Sweeps now and once a day, until stopped. A sweep that fails is left to the next. Waiting for it doesn't keep the process
 * alive.
 *
 * @param options.what as the log says it: "old inbox rows"
 * @param options.sweep ends early once the signal aborts; says how many rows it deleted
 */
export function sweepDaily(options: {
  what: string;
  sweep: (signal: AbortSignal) => Promise<number>;
  logger: Logger;
  everyMs?: number;
}): { stop(): Promise<void> } {
  const { what, sweep, logger, everyMs = DAY_MS } = options;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function attempt(): Promise<void> {
    try {
      const rows = await sweep(stopping.signal);
      if (rows > 0) logger.info({ rows }, `${what} swept`);
    } catch (error) {
      logger.warn({ err: error }, `${what} could not be swept; the next sweep tries again`);
    }
    running = undefined;
  }

  const start = () => {
    running ??= attempt();
  };
  start();
  const timer = setInterval(start, everyMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
