import type { AuthTransaction } from '@cityevents/prisma/auth';

/** What a decision about a session needs. */
export type LockedSession = { id: string; personId: string; expiresAt: Date; endedAt: Date | null };

/**
 * All row locks of sessions. Order: sessions by id, then nothing else: a session's refresh tokens are only written under
 * its lock. One order for everybody, so two who lock several sessions can't wait for each other in a circle.
 *
 * The token is looked at once more after this: whoever held the lock before us may have rotated it.
 */
export async function lockSessionTx(tx: AuthTransaction, sessionId: string): Promise<LockedSession | null> {
  const [session] = await tx.$queryRaw<LockedSession[]>`
    SELECT id, person_id AS "personId", expires_at AS "expiresAt", ended_at AS "endedAt"
    FROM sessions WHERE id = ${sessionId}::uuid FOR UPDATE`;
  return session ?? null;
}

/** Locks those of the sessions that have not ended, and tells which. */
export async function lockLiveSessionsTx(tx: AuthTransaction, sessionIds: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM sessions WHERE id = ANY(${sessionIds}::uuid[]) AND ended_at IS NULL ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** Locks all sessions of the person that have not ended, and tells which. */
export async function lockLiveSessionsOfTx(tx: AuthTransaction, personId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM sessions WHERE person_id = ${personId}::uuid AND ended_at IS NULL ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}
