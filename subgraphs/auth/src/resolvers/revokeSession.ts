import { requireViewer } from '@cityevents/viewer';
import type { AuthContext } from '../context.ts';
import { revokeSession as revokeOwnSession } from '../sessions/revoke-session.ts';

export async function revokeSession(_parent: unknown, args: { input: { sessionId: string } }, context: AuthContext) {
  const { sessionId } = args.input;
  const revoked = await revokeOwnSession(context.database, requireViewer(context.viewer), sessionId, context.origin);
  if (revoked) return { endedSessionId: sessionId, userErrors: [] };
  const message = 'You have no such session, or it has ended already.';
  return { userErrors: [{ code: 'SESSION_NOT_FOUND', message, field: ['input', 'sessionId'] }] };
}
