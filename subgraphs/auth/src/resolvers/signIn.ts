import type { AuthContext } from '../context.ts';
import { signIn as signInPerson } from '../sessions/sign-in.ts';
import { inWords } from '../throttle/in-words.ts';
import { signedInPayload } from './signed-in-payload.ts';

type SignInInput = { email: string; password: string };

export async function signIn(_parent: unknown, args: { input: SignInInput }, context: AuthContext) {
  const outcome = await signInPerson(context, args.input);
  if (outcome.ok) {
    context.setRefreshCookie(outcome.session.refreshToken, outcome.session.expiresAt);
    return signedInPayload(context, outcome.person, outcome.session.sessionId);
  }
  const code = outcome.refusal;
  if (code === 'INVALID_CREDENTIALS') {
    return { userErrors: [{ code, message: 'E-mail address or password are wrong.', field: null }] };
  }
  const { retryAfterSeconds } = outcome;
  const message = `Too many attempts. Try again in ${inWords(retryAfterSeconds)}.`;
  return { userErrors: [{ code, message, field: null, retryAfterSeconds }] };
}
