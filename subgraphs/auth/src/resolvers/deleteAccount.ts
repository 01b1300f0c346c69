import { requireViewer } from '@cityevents/viewer';
import type { AuthContext } from '../context.ts';
import { deleteAccount as deleteIt } from '../people/delete-account.ts';
import { inWords } from '../throttle/in-words.ts';

const field = ['input', 'password'];

export async function deleteAccount(_parent: unknown, args: { input: { password: string } }, context: AuthContext) {
  const { userId } = requireViewer(context.viewer);
  const outcome = await deleteIt(context, userId, args.input.password);
  if (outcome.ok) {
    context.clearRefreshCookie();
    return { deletedUserId: userId, userErrors: [] };
  }
  const code = outcome.refusal;
  if (code === 'WRONG_PASSWORD') return { userErrors: [{ code, message: 'This is not your password.', field }] };
  const { retryAfterSeconds } = outcome;
  const message = `Too many attempts. Try again in ${inWords(retryAfterSeconds)}.`;
  return { userErrors: [{ code, message, field: null, retryAfterSeconds }] };
}
