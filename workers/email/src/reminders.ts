import { backoff, pause } from '@cityevents/messaging/pause';
import type { NotificationsDatabase } from '@cityevents/prisma/notifications';
import type { Logger } from '@cityevents/service/logger';

/** How long before an event who has a seat is reminded of it. */
export const REMINDED_HOURS_BEFORE = 24;
/** A little late matters nothing to somebody who comes tomorrow. */
const LOOK_EVERY_MS = 60_000;

/**
 * Asks for a reminder to each who has a seat at one event that begins within a day, if there is such an event that nobody
 * was reminded of. An event that gets another time is reminded of again, before that time; one that was within a day when
 * it was first heard of, or moved there, never is: who comes has had a mail within that day. One that is hidden waits until it is
 * shown again. The mails are in no trace: the clock asks for them, and no request of anybody's.
 *
 * @returns whether there was such an event
 */
export async function remindOfNextEvent(database: NotificationsDatabase): Promise<boolean> {
  const [reminded] = await database.$queryRaw<unknown[]>`
    WITH due AS (
      SELECT event_id, starts_at FROM mail_events
      WHERE state = 'PUBLISHED' AND NOT hidden AND reminded_for IS DISTINCT FROM starts_at
        AND starts_at > now() AND starts_at <= now() + make_interval(hours => ${REMINDED_HOURS_BEFORE}::int)
      ORDER BY starts_at
      LIMIT 1
      FOR UPDATE SKIP LOCKED
    ), asked AS (
      INSERT INTO deliveries (id, kind, user_id, event_id, sequence, details)
      SELECT md5(concat_ws(' ', 'reminder', due.event_id, due.starts_at, a.user_id))::uuid, 'reminder', a.user_id,
             due.event_id, a.sequence, '{}'
      FROM due JOIN attendances a ON a.event_id = due.event_id AND a.standing = 'CONFIRMED'
      ON CONFLICT (id) DO NOTHING
    )
    UPDATE mail_events e SET reminded_for = due.starts_at FROM due WHERE e.event_id = due.event_id
    RETURNING e.event_id`;
  return reminded !== undefined;
}

/**
 * Looks every minute for events to remind of, until stopped.
 *
 * @param options.due told when mails were asked for
 */
export function startReminders(options: { database: NotificationsDatabase; logger: Logger; due: () => void }): {
  stop(): Promise<void>;
} {
  const { database, logger, due } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        while (!signal.aborted && (await remindOfNextEvent(database))) due();
        failures = 0;
        await pause(LOOK_EVERY_MS, signal);
      } catch (error) {
        logger.warn({ err: error }, 'reminders could not be asked for; trying again');
        await pause(backoff(failures, 1_000, LOOK_EVERY_MS), signal);
      }
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
