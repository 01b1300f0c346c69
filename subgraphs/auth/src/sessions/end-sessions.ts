import type { AuthTransaction } from '@cityevents/prisma/auth';
import { lockLiveSessionsOfTx } from './lock-sessions.ts';

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

/**
 * Ends all live sessions of a person, but for one to keep. The person's own lock, if it is needed, must be held already.
 *
 * @returns how many were ended.
 */
export async function endSessionsOfTx(
  tx: AuthTransaction,
  personId: string,
  endReason: string,
  keptSessionId: string | null = null,
): Promise<number> {
  const live = await lockLiveSessionsOfTx(tx, personId);
  const ids = live.map(({ id }) => id).filter((id) => id !== keptSessionId);
  await endSessionsTx(tx, ids, endReason);
  return ids.length;
}

/** How many were ended, as the security log says it. */
export function sessionsEnded(count: number): string {
  return count === 1 ? '1 session ended' : `${count} sessions ended`;
}
