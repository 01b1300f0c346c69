import type { AuthDatabase, AuthTransaction } from '@cityevents/prisma/auth';
import type { Origin } from '../origin/origin.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { decideRotation } from './decide-rotation.ts';
import { endSessionsTx } from './end-sessions.ts';
import { lockSessionTx } from './lock-sessions.ts';
import { createRefreshToken, hashRefreshToken } from './refresh-token.ts';

/** The session a refresh token belongs to, renewed. */
export type RenewedSession = {
  sessionId: string;
  personId: string;
  expiresAt: Date;
  /** The successor; null when another request has just made one, and the cookie must stay as that one set it. */
  refreshToken: string | null;
};

/**
 * Exchanges a refresh token for its successor. Of several requests with the same token exactly one exchanges it; the
 * others, within a short grace, are let in without a successor. A token used again later ends its session, and is written
 * down in the same transaction.
 *
 * @param origin where the request comes from; the session was last seen there.
 * @returns null when the token's session is over, or never was.
 */
export async function rotateSession(
  database: AuthDatabase,
  refreshToken: string,
  origin: Origin,
): Promise<RenewedSession | null> {
  const hash = hashRefreshToken(refreshToken);
  const family = await database.refreshToken.findUnique({ where: { hash }, select: { sessionId: true } });
  if (!family) return null;

  return database.$transaction(async (tx) => {
    const session = await lockSessionTx(tx, family.sessionId);
    // Read under the lock, and in READ COMMITTED: it must see what the lock's last holder did to the token.
    const token = session && (await tx.refreshToken.findUnique({ where: { hash } }));
    if (!token) return null;

    const now = new Date();
    const { id: sessionId, personId, expiresAt } = session;
    switch (decideRotation(session, token, now)) {
      case 'ended':
        return null;
      case 'replayed':
        await endSessionsTx(tx, [sessionId], 'refresh token replayed');
        await recordSecurityEventTx(tx, personId, 'REFRESH_TOKEN_REPLAYED', origin, session.device);
        return null;
      case 'keep':
        await seenTx(tx, sessionId, now, origin);
        return { sessionId, personId, expiresAt, refreshToken: null };
      case 'rotate': {
        const successor = createRefreshToken();
        await tx.refreshToken.update({ where: { hash }, data: { rotatedAt: now } });
        await tx.refreshToken.create({ data: { hash: hashRefreshToken(successor), sessionId } });
        await seenTx(tx, sessionId, now, origin);
        return { sessionId, personId, expiresAt, refreshToken: successor };
      }
    }
  });
}

async function seenTx(tx: AuthTransaction, sessionId: string, lastSeenAt: Date, { device, network }: Origin) {
  await tx.session.update({ where: { id: sessionId }, data: { lastSeenAt, device, network } });
}
