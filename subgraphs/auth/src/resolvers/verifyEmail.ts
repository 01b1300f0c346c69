import type { AuthContext } from '../context.ts';
import { verifyEmail as verify } from '../email-tokens/verify-email.ts';

const messages = {
  LINK_INVALID: 'This link is wrong, was used before, or is older than a day. Ask for a new one.',
  SIGN_IN_FIRST: 'Sign in to the account that you want to verify the address for, then open the link again.',
  EMAIL_TAKEN: 'This address belongs to another account. Sign in to that one, or set a new password for it.',
};

export async function verifyEmail(_parent: unknown, args: { input: { token: string } }, context: AuthContext) {
  const outcome = await verify(context, args.input.token);
  if (outcome.ok) return { email: outcome.email, userErrors: [] };
  const code = outcome.refusal;
  return { userErrors: [{ code, message: messages[code], field: ['input', 'token'] }] };
}
