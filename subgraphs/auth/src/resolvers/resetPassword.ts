import type { AuthContext } from '../context.ts';
import { passwordProblem } from '../passwords/password-rules.ts';
import { resetPassword as reset } from '../passwords/reset-password.ts';
import { inWords } from '../throttle/in-words.ts';

type ResetPasswordInput = { token: string; newPassword: string };

export async function resetPassword(_parent: unknown, args: { input: ResetPasswordInput }, context: AuthContext) {
  const { token, newPassword } = args.input;
  const problem = passwordProblem(newPassword);
  if (problem) return { userErrors: [{ code: 'INVALID_PASSWORD', message: problem, field: ['input', 'newPassword'] }] };
  const outcome = await reset(context, token, newPassword);
  if (outcome.ok) return { email: outcome.email, userErrors: [] };
  const code = outcome.refusal;
  if (code === 'LINK_INVALID') {
    const message = 'This link is wrong, was used before, or is older than 30 minutes. Ask for a new one.';
    return { userErrors: [{ code, message, field: ['input', 'token'] }] };
  }
  const { retryAfterSeconds } = outcome;
  const message = `A lot is going on here just now. Try again in ${inWords(retryAfterSeconds)}; the link stays good.`;
  return { userErrors: [{ code, message, field: null, retryAfterSeconds }] };
}
