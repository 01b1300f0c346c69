import type { EventsDatabase } from '@cityevents/prisma/events';
import type { Logger } from '@cityevents/service/logger';

const EVERY_MS = 3_600_000;
/** As long as mails are counted against whoever asked for them. */
const KEPT_HOURS = 25;

/** Deletes what is left of staff that is gone, and invitations that can't be accepted any more. @returns how many */
export async function sweepStaff(database: EventsDatabase, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - KEPT_HOURS * 3_600_000);
  const { count } = await database.staffMember.deleteMany({
    where: { OR: [{ removedAt: { lt: before } }, { acceptedAt: null, expiresAt: { lt: before } }] },
  });
  return count;
}

/** Sweeps now and every hour, until stopped. A sweep that fails is left to the next. */
export function sweepStaffHourly(database: EventsDatabase, logger: Logger): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const sweep = () => {
    running = sweepStaff(database).then(
      (rows) => void (rows > 0 && logger.info({ rows }, 'old invitations swept')),
      (error: unknown) => logger.warn({ err: error }, 'old invitations could not be swept; the next sweep tries again'),
    );
  };
  sweep();
  const timer = setInterval(sweep, EVERY_MS).unref();
  return {
    stop() {
      clearInterval(timer);
      return running;
    },
  };
}
