import type { Logger } from 'pino';
import { deleteInBatches, sweepDaily } from './daily-sweep.ts';

/** What sweeping needs of a database client; every Prisma client's fits. */
export interface SweptDatabase {
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>;
}

/** Far longer than the relay or the broker repeat themselves. Whoever replays an older dead letter repeats its effect. */
const KEPT_DAYS = 30;

/**
 * Forgets the messages that were received more than so many days ago, a thousand a statement.
 *
 * @param signal stops between two statements
 * @returns how many
 */
export function sweepInbox(database: SweptDatabase, olderThanDays: number, signal?: AbortSignal): Promise<number> {
  // Rows someone else is sweeping are left to them.
  const sweepSome = (limit: number) => database.$executeRaw`
    DELETE FROM inbox USING (
      SELECT aggregate_id, consumer, message_id FROM inbox
      WHERE received_at < now() - make_interval(days => ${olderThanDays}::int)
      ORDER BY received_at
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    ) AS old
    WHERE inbox.aggregate_id = old.aggregate_id AND inbox.consumer = old.consumer
      AND inbox.message_id = old.message_id`;
  return deleteInBatches(sweepSome, signal);
}

/** Sweeps the inbox now and once a day, keeping a month, until stopped. */
export function sweepInboxDaily({
  database,
  ...options
}: {
  database: SweptDatabase;
  logger: Logger;
  everyMs?: number;
}): ReturnType<typeof sweepDaily> {
  return sweepDaily({
    ...options,
    what: 'old inbox rows',
    sweep: (signal) => sweepInbox(database, KEPT_DAYS, signal),
  });
}
