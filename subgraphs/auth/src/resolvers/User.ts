import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import { may } from '@cityevents/viewer';
import { readApiKeys } from '../api-keys/read-api-keys.ts';
import type { AuthContext } from '../context.ts';
import { beginDataExport } from '../data-export/begin-data-export.ts';
import { readPerson, type ShownPerson } from '../people/read-person.ts';
import { listSecurityEvents } from '../security-log/list-security-events.ts';
import { listSessions } from '../sessions/list-sessions.ts';

/**
 * Whether the person is the one who asks. Right after signing in or refreshing, the request has no access token yet: the
 * payload then brings the person with `isViewer`.
 */
type ResolvedUser = ShownPerson & { isViewer?: boolean };

/** Of a deleted account only the name in its place is left, for its last tokens too. */
function isOneself(user: ResolvedUser, { viewer }: AuthContext): boolean {
  return !user.deletedAt && (user.isViewer ?? viewer?.userId === user.id);
}

/** Whether the request may see what the person alone may: it is theirs, and their key, if it is one, allows it. */
function seesProfile(user: ResolvedUser, context: AuthContext): boolean {
  return isOneself(user, context) && (user.isViewer ?? may(context.viewer, 'profile:read'));
}

/** A field that only oneself sees; others get `otherwise`. */
function ofProfile<T>(read: (user: ResolvedUser) => T, otherwise: T) {
  return (user: ResolvedUser, _args: unknown, context: AuthContext) =>
    seesProfile(user, context) ? read(user) : otherwise;
}

export const User = {
  __resolveReference: ({ id }: { id: string }, context: AuthContext) => readPerson(context.database, id),
  email: ofProfile((user) => user.email, null),
  emailVerified: ofProfile((user) => user.emailVerifiedAt !== null, null),
  isAdmin: ofProfile((user) => user.isAdmin, null),
  interests: ofProfile((user) => user.interests, []),
  homeCity: ofProfile((user) => user.homeCity, null),
  timezone: ofProfile((user) => user.timezone, null),
  locale: ofProfile((user) => user.locale, null),
  mutedMails: ofProfile((user) => user.mutedMails, []),
  apiKeys: (user: ResolvedUser, _args: unknown, context: AuthContext) =>
    isOneself(user, context) ? readApiKeys(context.database, user.id) : null,
  sessions: (user: ResolvedUser, _args: unknown, context: AuthContext) =>
    isOneself(user, context) ? listSessions(context.database, user.id) : null,
  securityEvents: (user: ResolvedUser, args: ConnectionArguments, context: AuthContext) =>
    isOneself(user, context) ? listSecurityEvents(context.database, user.id, args) : null,
  dataExport: (user: ResolvedUser, _args: unknown, context: AuthContext) =>
    isOneself(user, context) ? beginDataExport(context, user.id) : null,
};
