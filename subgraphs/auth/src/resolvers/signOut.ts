import type { AuthContext } from '../context.ts';
import { signOutEverywhere, signOutHere } from '../sessions/sign-out.ts';

type SignOutInput = { everywhere?: boolean | null };

export async function signOut(_parent: unknown, args: { input?: SignOutInput | null }, context: AuthContext) {
  const everywhere = args.input?.everywhere ?? false;
  const endedSessions = everywhere
    ? await signOutEverywhere(context.database, context)
    : await signOutHere(context.database, context);
  if (endedSessions === null) {
    const message = 'Sign in first to sign out everywhere.';
    return { endedSessions: 0, userErrors: [{ code: 'NOT_SIGNED_IN', message, field: null }] };
  }
  context.clearRefreshCookie();
  return { endedSessions, userErrors: [] };
}
