import type { AuthDatabase } from '@cityevents/prisma/auth';
import type { Viewer } from '@cityevents/viewer';
import { z } from 'zod';
import type { Origin } from '../origin/origin.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { endSessionsTx } from './end-sessions.ts';
import { lockLiveSessionsTx } from './lock-sessions.ts';

const uuid = z.uuid();

/**
 * Ends one of the viewer's own sessions, which may be the one they are in.
 *
 * @returns whether there was such a session, and it was live.
 */
export async function revokeSession(
  database: AuthDatabase,
  viewer: Viewer,
  sessionId: string,
  origin: Origin,
): Promise<boolean> {
  if (!uuid.safeParse(sessionId).success) return false;
  const ofViewer = { id: sessionId, personId: viewer.userId };
  // Looked at before it is locked: nobody makes us hold what is another person's.
  if ((await database.session.count({ where: ofViewer })) === 0) return false;

  return database.$transaction(async (tx) => {
    const [session] = await lockLiveSessionsTx(tx, [sessionId]);
    if (!session) return false;
    await endSessionsTx(tx, [session.id], 'revoked');
    const kind = session.id === viewer.sessionId ? 'SIGNED_OUT' : 'SESSION_REVOKED';
    await recordSecurityEventTx(tx, viewer.userId, kind, origin, session.device);
    return true;
  });
}
