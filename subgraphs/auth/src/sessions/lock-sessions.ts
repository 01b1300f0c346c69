import type { AuthTransaction } from '@cityevents/prisma/auth';

/** What a decision about a session needs. */
export type LockedSession = { id: string; personId: string; device: string; expiresAt: Date; endedAt: Date | null };

/**
 * All row locks of sessions. Order: people by id, then sessions by id, then nothing else: a session's refresh tokens are
 * only written under its lock. One order for everybody, so two who lock several rows can't wait for each other in a
 * circle. The security log refers to the person, so writing to it locks their row as well (KEY SHARE): here that is done
 * before the sessions are locked, or who deletes the account meanwhile would make the circle.
 *
 * The token is looked at once more after this: whoever held the lock before us may have rotated it.
 */
export async function lockSessionTx(tx: AuthTransaction, sessionId: string): Promise<LockedSession | null> {
  await holdPeopleOfTx(tx, [sessionId]);
  const [session] = await tx.$queryRaw<LockedSession[]>`
    SELECT id, person_id AS "personId", device, expires_at AS "expiresAt", ended_at AS "endedAt"
    FROM sessions WHERE id = ${sessionId}::uuid FOR UPDATE`;
  return session ?? null;
}

/** Locks those of the sessions that are live, and tells which. */
export async function lockLiveSessionsTx(tx: AuthTransaction, sessionIds: string[]): Promise<LockedSession[]> {
  await holdPeopleOfTx(tx, sessionIds);
  return tx.$queryRaw<LockedSession[]>`
    SELECT id, person_id AS "personId", device, expires_at AS "expiresAt", ended_at AS "endedAt" FROM sessions
    WHERE id = ANY(${sessionIds}::uuid[]) AND ended_at IS NULL AND expires_at > now() ORDER BY id FOR UPDATE`;
}

/** Locks all live sessions of the person, and tells which. */
export async function lockLiveSessionsOfTx(tx: AuthTransaction, personId: string): Promise<LockedSession[]> {
  await tx.$queryRaw`SELECT FROM people WHERE id = ${personId}::uuid FOR KEY SHARE`;
  return tx.$queryRaw<LockedSession[]>`
    SELECT id, person_id AS "personId", device, expires_at AS "expiresAt", ended_at AS "endedAt" FROM sessions
    WHERE person_id = ${personId}::uuid AND ended_at IS NULL AND expires_at > now() ORDER BY id FOR UPDATE`;
}

async function holdPeopleOfTx(tx: AuthTransaction, sessionIds: string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM people WHERE id IN (SELECT person_id FROM sessions WHERE id = ANY(${sessionIds}::uuid[]))
    ORDER BY id FOR KEY SHARE`;
}
