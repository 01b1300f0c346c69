import type { AuthDatabase } from '@cityevents/prisma/auth';

const KEPT_DAYS = 365;

/** Deletes what happened to accounts more than a year ago. */
export async function sweepSecurityEvents(database: AuthDatabase, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  const { count } = await database.securityEvent.deleteMany({ where: { occurredAt: { lt: before } } });
  return count;
}
