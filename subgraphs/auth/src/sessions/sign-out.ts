import type { AuthDatabase, AuthTransaction } from '@cityevents/prisma/auth';
import { may, type Viewer } from '@cityevents/viewer';
import type { Origin } from '../origin/origin.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { endSessionsTx } from './end-sessions.ts';
import { type LockedSession, lockLiveSessionsOfTx, lockLiveSessionsTx } from './lock-sessions.ts';
import { hashRefreshToken } from './refresh-token.ts';

/** How somebody who signs out is known, by access token, by cookie, by both, and where they are. */
export type SigningOut = { viewer: Viewer | null; refreshToken: string | null; origin: Origin };

/**
 * Ends the sessions the request came with. The cookie's may be another than the access token's (two accounts in two
 * tabs); the cookie goes in any case, so its session must not live on unseen.
 *
 * @returns how many were ended.
 */
export async function signOutHere(database: AuthDatabase, request: SigningOut): Promise<number> {
  const ofCookie = await sessionOfToken(database, request.refreshToken);
  const ids = [...new Set([request.viewer?.sessionId, ofCookie?.id].filter((id) => id != null))];
  if (ids.length === 0) return 0;
  return database.$transaction(async (tx) =>
    signOutTx(tx, await lockLiveSessionsTx(tx, ids), 'signed out', request.origin),
  );
}

/**
 * Ends all sessions of the person who asks.
 *
 * @returns how many were ended, or null when nobody is signed in; an API key isn't.
 */
export async function signOutEverywhere(database: AuthDatabase, request: SigningOut): Promise<number | null> {
  const viewer = may(request.viewer, 'account') ? request.viewer : null;
  const ofCookie = viewer ? null : await sessionOfToken(database, request.refreshToken);
  const cookieIsGood = ofCookie && !ofCookie.endedAt && ofCookie.expiresAt > new Date();
  const personId = viewer?.userId ?? (cookieIsGood ? ofCookie.personId : undefined);
  if (personId === undefined) return null;
  return database.$transaction(async (tx) =>
    signOutTx(tx, await lockLiveSessionsOfTx(tx, personId), 'signed out everywhere', request.origin),
  );
}

/** Ends locked sessions and writes that down once for each person: it is one thing they did. */
async function signOutTx(
  tx: AuthTransaction,
  sessions: LockedSession[],
  endReason: string,
  origin: Origin,
): Promise<number> {
  await endSessionsTx(
    tx,
    sessions.map(({ id }) => id),
    endReason,
  );
  for (const [personId, own] of Map.groupBy(sessions, (session) => session.personId)) {
    const subject = own.length === 1 ? null : `${own.length} sessions`;
    await recordSecurityEventTx(tx, personId, 'SIGNED_OUT', origin, subject);
  }
  return sessions.length;
}

async function sessionOfToken(database: AuthDatabase, refreshToken: string | null) {
  if (refreshToken === null) return null;
  const token = await database.refreshToken.findUnique({
    where: { hash: hashRefreshToken(refreshToken) },
    select: { session: { select: { id: true, personId: true, expiresAt: true, endedAt: true } } },
  });
  return token?.session ?? null;
}
