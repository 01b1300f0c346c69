import type { AuthTransaction } from '@cityevents/prisma/auth';

/**
 * Ends sessions that are locked. Their access tokens end when the gateways have asked for them (serve-ended-sessions.ts),
 * so a row must stay until then.
 *
 * @param endReason for whoever looks into the database.
 */
export async function endSessionsTx(tx: AuthTransaction, sessionIds: string[], endReason: string): Promise<void> {
  // The database's clock: the gateways ask by time, and processes' clocks differ.
  await tx.$executeRaw`
    UPDATE sessions SET ended_at = clock_timestamp(), end_reason = ${endReason}
    WHERE id = ANY(${sessionIds}::uuid[])`;
}
