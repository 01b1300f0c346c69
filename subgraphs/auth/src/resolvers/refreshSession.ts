import type { AuthContext } from '../context.ts';
import { readPerson } from '../people/read-person.ts';
import { rotateSession } from '../sessions/rotate-session.ts';
import { signedInPayload } from './signed-in-payload.ts';

/** Never clears the cookie: another tab may just have got a new one, and this answer could arrive after it. */
export async function refreshSession(_parent: unknown, _args: unknown, context: AuthContext) {
  if (context.refreshToken === null) {
    return { userErrors: [{ code: 'NO_SESSION', message: 'Nobody is signed in here.', field: null }] };
  }
  const session = await rotateSession(context.database, context.refreshToken, context.origin);
  const person = session && (await readPerson(context.database, session.personId));
  if (!person) {
    return { userErrors: [{ code: 'SESSION_ENDED', message: 'You were signed out. Sign in again.', field: null }] };
  }
  if (session.refreshToken !== null) context.setRefreshCookie(session.refreshToken, session.expiresAt);
  return signedInPayload(context, person, session.sessionId);
}
