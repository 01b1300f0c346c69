import type { AuthContext } from '../context.ts';
import { signUp as signUpPerson } from '../people/sign-up.ts';
import { readSignUpInput, type SignUpInput } from '../people/sign-up-input.ts';
import { inWords } from '../throttle/in-words.ts';
import { signedInPayload } from './signed-in-payload.ts';

export async function signUp(_parent: unknown, args: { input: SignUpInput }, context: AuthContext) {
  const read = readSignUpInput(args.input);
  if (!read.ok)
    return { userErrors: read.problems.map((problem) => ({ ...problem, field: ['input', problem.field] })) };

  const outcome = await signUpPerson(context, read.input);
  if (outcome.ok) {
    context.setRefreshCookie(outcome.session.refreshToken, outcome.session.expiresAt);
    return signedInPayload(context, outcome.person, outcome.session.sessionId);
  }
  const code = outcome.refusal;
  const wait = inWords(outcome.retryAfterSeconds);
  const message = `Too many accounts were made from here, or with this address. Try again in ${wait}.`;
  return { userErrors: [{ code, message, field: null }] };
}
