import { may } from '@cityevents/viewer';
import { readApiKeys } from '../api-keys/read-api-keys.ts';
import type { AuthContext } from '../context.ts';
import { readPerson, type ShownPerson } from '../people/read-person.ts';
import { listSessions } from '../sessions/list-sessions.ts';

/**
 * Whether the person is the one who asks. Right after signing in or refreshing, the request has no access token yet: the
 * payload then brings the person with `isViewer`.
 */
type ResolvedUser = ShownPerson & { isViewer?: boolean };

function isOneself(user: ResolvedUser, { viewer }: AuthContext): boolean {
  return user.isViewer ?? viewer?.userId === user.id;
}

/** Whether the request may see what the person alone may: it is theirs, and their key, if it is one, allows it. */
function seesProfile(user: ResolvedUser, { viewer }: AuthContext): boolean {
  return user.isViewer ?? (may(viewer, 'profile:read') && viewer.userId === user.id);
}

export const User = {
  __resolveReference: ({ id }: { id: string }, context: AuthContext) => readPerson(context.database, id),
  email: (user: ResolvedUser, _args: unknown, context: AuthContext) => (seesProfile(user, context) ? user.email : null),
  interests: (user: ResolvedUser, _args: unknown, context: AuthContext) =>
    seesProfile(user, context) ? user.interests : [],
  homeCity: (user: ResolvedUser, _args: unknown, context: AuthContext) =>
    seesProfile(user, context) ? user.homeCity : null,
  apiKeys: (user: ResolvedUser, _args: unknown, context: AuthContext) =>
    isOneself(user, context) ? readApiKeys(context.database, user.id) : null,
  sessions: (user: ResolvedUser, _args: unknown, context: AuthContext) =>
    isOneself(user, context) ? listSessions(context.database, user.id) : null,
};
