import type { AuthDatabase, AuthTransaction } from '@cityevents/prisma/auth';
import type { Viewer } from '@cityevents/viewer';
import { lockLiveSessionsOfTx, lockLiveSessionsTx } from './lock-sessions.ts';
import { hashRefreshToken } from './refresh-token.ts';

/** How somebody who signs out is known: by access token, by cookie, by both. */
export type SigningOut = { viewer: Viewer | null; refreshToken: string | null };

/**
 * Ends the sessions the request came with. The cookie's may be another than the access token's (two accounts in two
 * tabs); the cookie goes in any case, so its session must not live on unseen.
 *
 * @returns how many were ended.
 */
export async function endThisSession(database: AuthDatabase, { viewer, refreshToken }: SigningOut): Promise<number> {
  const ofCookie = await sessionOfToken(database, refreshToken);
  const ids = [...new Set([viewer?.sessionId, ofCookie?.id].filter((id) => id != null))];
  if (ids.length === 0) return 0;
  return database.$transaction(async (tx) => endTx(tx, await lockLiveSessionsTx(tx, ids), 'signed out'));
}

/**
 * Ends all sessions of the person who asks.
 *
 * @returns how many were ended, or null when nobody is signed in.
 */
export async function endAllSessions(
  database: AuthDatabase,
  { viewer, refreshToken }: SigningOut,
): Promise<number | null> {
  const ofCookie = viewer ? null : await sessionOfToken(database, refreshToken);
  const cookieIsGood = ofCookie && !ofCookie.endedAt && ofCookie.expiresAt > new Date();
  const personId = viewer?.userId ?? (cookieIsGood ? ofCookie.personId : undefined);
  if (personId === undefined) return null;
  return database.$transaction(async (tx) =>
    endTx(tx, await lockLiveSessionsOfTx(tx, personId), 'signed out everywhere'),
  );
}

async function endTx(tx: AuthTransaction, sessionIds: string[], endReason: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { id: { in: sessionIds } },
    data: { endedAt: new Date(), endReason },
  });
  return count;
}

async function sessionOfToken(database: AuthDatabase, refreshToken: string | null) {
  if (refreshToken === null) return null;
  const token = await database.refreshToken.findUnique({
    where: { hash: hashRefreshToken(refreshToken) },
    select: { session: { select: { id: true, personId: true, expiresAt: true, endedAt: true } } },
  });
  return token?.session ?? null;
}
