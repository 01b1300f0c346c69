import { randomUUIDv7 } from 'node:crypto';
import type { AuthTransaction } from '@cityevents/prisma/auth';
import type { Origin } from '../origin/origin.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { endSessionsTx } from './end-sessions.ts';
import { lockLiveSessionsTx } from './lock-sessions.ts';
import { createRefreshToken, hashRefreshToken } from './refresh-token.ts';

/** A session ends this long after its sign-in at the latest; being used doesn't extend it. */
export const SESSION_DAYS = 30;
/** Live sessions a person can have; one more ends the one seen longest ago. */
export const SESSIONS_MAX = 50;

/** A session's refresh token, at the only time it is known. */
export type StartedSession = { sessionId: string; personId: string; refreshToken: string; expiresAt: Date };

/**
 * Starts a session: one sign-in on one device, with the first token of its family. Call it under the person's lock, so that
 * who signs in at the same moment waits and counts this session as well; or for a person made by this transaction.
 */
export async function startSessionTx(tx: AuthTransaction, personId: string, origin: Origin): Promise<StartedSession> {
  await makeRoomTx(tx, personId, origin);
  const sessionId = randomUUIDv7();
  const refreshToken = createRefreshToken();
  const expiresAt = new Date(Date.now() + SESSION_DAYS * 86_400_000);
  const { device, network } = origin;
  // One statement each; create() with both would read them back as well.
  await tx.session.createMany({ data: { id: sessionId, personId, device, network, expiresAt } });
  await tx.refreshToken.createMany({ data: { hash: hashRefreshToken(refreshToken), sessionId } });
  return { sessionId, personId, refreshToken, expiresAt };
}

/** Ends what is too much for one more session, under the person's lock. */
async function makeRoomTx(tx: AuthTransaction, personId: string, origin: Origin): Promise<void> {
  const surplus = await tx.session.findMany({
    where: { personId, endedAt: null, expiresAt: { gt: new Date() } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    skip: SESSIONS_MAX - 1,
    select: { id: true },
  });
  if (surplus.length === 0) return;
  const sessions = await lockLiveSessionsTx(
    tx,
    surplus.map(({ id }) => id),
  );
  await endSessionsTx(
    tx,
    sessions.map(({ id }) => id),
    `more than ${SESSIONS_MAX} sessions`,
  );
  for (const { device } of sessions) await recordSecurityEventTx(tx, personId, 'SESSION_REVOKED', origin, device);
}
