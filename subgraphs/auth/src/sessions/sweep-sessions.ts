import type { AuthDatabase } from '@cityevents/prisma/auth';
import type { Logger } from '@cityevents/service/logger';
import { sweepEmailTokens } from '../email-tokens/sweep-email-tokens.ts';
import { sweepSecurityEvents } from '../security-log/sweep-security-events.ts';

const EVERY_MS = 60 * 60 * 1000;
/** Kept a little past their end, for whoever asks why they were signed out. */
const KEPT_DAYS = 7;

/** Deletes sessions that expired a week ago, with their refresh tokens. */
export async function sweepSessions(database: AuthDatabase, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  const { count } = await database.session.deleteMany({ where: { expiresAt: { lt: before } } });
  return count;
}

/** Sweeps sessions, mailed links and security events every hour, starting in an hour. Several processes may: a row is deleted once. */
export function startSweeping(database: AuthDatabase, logger: Logger): () => Promise<void> {
  let sweep = Promise.resolve();
  const timer = setInterval(() => {
    sweep = Promise.all([sweepSessions(database), sweepEmailTokens(database), sweepSecurityEvents(database)]).then(
      ([sessions, emailTokens, securityEvents]) =>
        logger.info({ sessions, emailTokens, securityEvents }, 'what has expired was deleted'),
      (error) => logger.warn({ err: error }, 'what has expired could not be deleted'),
    );
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await sweep;
  };
}
