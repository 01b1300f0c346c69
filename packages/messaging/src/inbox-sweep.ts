import type { Logger } from 'pino';

/** What sweeping needs of a database client; every Prisma client's fits. */
export interface SweptDatabase {
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>;
}

/** Few enough that no statement takes long or holds many locks. */
const ROWS_A_STATEMENT = 1_000;
/** Far longer than the relay or the broker repeat themselves. Whoever replays an older dead letter repeats its effect. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Forgets the messages that were received more than so many days ago, a thousand a statement.
 *
 * @param signal stops between two statements
 * @returns how many
 */
export async function sweepInbox(
  database: SweptDatabase,
  olderThanDays: number,
  signal?: AbortSignal,
): Promise<number> {
  let swept = 0;
  while (!signal?.aborted) {
    // Rows someone else is sweeping are left to them.
    const deleted = await database.$executeRaw`
      DELETE FROM inbox USING (
        SELECT aggregate_id, consumer, message_id FROM inbox
        WHERE received_at < now() - make_interval(days => ${olderThanDays}::int)
        ORDER BY received_at
        LIMIT ${ROWS_A_STATEMENT}
        FOR UPDATE SKIP LOCKED
      ) AS old
      WHERE inbox.aggregate_id = old.aggregate_id AND inbox.consumer = old.consumer
        AND inbox.message_id = old.message_id`;
    swept += deleted;
    if (deleted < ROWS_A_STATEMENT) break;
  }
  return swept;
}

/**
 * Sweeps the inbox now and once a day, keeping a month, until stopped. A sweep that fails is left to the next. Waiting for
 * it doesn't keep the process alive.
 */
export function sweepInboxDaily(options: { database: SweptDatabase; logger: Logger; everyMs?: number }): {
  stop(): Promise<void>;
} {
  const { database, logger, everyMs = DAY_MS } = options;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function sweep(): Promise<void> {
    try {
      const rows = await sweepInbox(database, KEPT_DAYS, stopping.signal);
      if (rows > 0) logger.info({ rows }, 'old inbox rows swept');
    } catch (error) {
      logger.warn({ err: error }, 'the inbox could not be swept; the next sweep tries again');
    }
    running = undefined;
  }

  const start = () => {
    running ??= sweep();
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
