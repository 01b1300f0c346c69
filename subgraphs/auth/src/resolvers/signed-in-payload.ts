import type { AuthContext } from '../context.ts';
import type { ShownPerson } from '../people/read-person.ts';

/** What signUp, signIn and refreshSession answer when they succeed: a new access token, and who it is for. */
export async function signedInPayload(context: AuthContext, person: ShownPerson, sessionId: string) {
  return {
    ...(await context.accessTokens.issue({
      userId: person.id,
      sessionId,
      emailVerified: person.emailVerifiedAt !== null,
      isAdmin: person.isAdmin,
    })),
    user: { ...person, isViewer: true },
    userErrors: [],
  };
}
