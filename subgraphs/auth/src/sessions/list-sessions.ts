import type { AuthDatabase, Session } from '@cityevents/prisma/auth';
import { SESSIONS_MAX } from './start-session.ts';

/** The person's live sessions, the latest seen first. */
export function listSessions(database: AuthDatabase, personId: string): Promise<Session[]> {
  return database.session.findMany({
    where: { personId, endedAt: null, expiresAt: { gt: new Date() } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: SESSIONS_MAX,
  });
}
