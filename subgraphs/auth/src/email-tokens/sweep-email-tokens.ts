import type { AuthDatabase } from '@cityevents/prisma/auth';

/** Deletes the tokens of mailed links that are too old to be used. */
export async function sweepEmailTokens(database: AuthDatabase, now = new Date()): Promise<number> {
  const { count } = await database.emailToken.deleteMany({ where: { expiresAt: { lt: now } } });
  return count;
}
