import { requireViewer } from '@cityevents/viewer';
import type { AuthContext } from '../context.ts';
import { changePassword as change } from '../passwords/change-password.ts';
import { passwordProblem } from '../passwords/password-rules.ts';
import { inWords } from '../throttle/in-words.ts';

type ChangePasswordInput = { currentPassword: string; newPassword: string };

export async function changePassword(_parent: unknown, args: { input: ChangePasswordInput }, context: AuthContext) {
  const viewer = requireViewer(context.viewer);
  const { currentPassword: current, newPassword: next } = args.input;
  const problem = passwordProblem(next);
  if (problem) return { userErrors: [{ code: 'INVALID_PASSWORD', message: problem, field: ['input', 'newPassword'] }] };
  const outcome = await change(context, viewer, { current, next });
  if (outcome.ok) return { endedSessions: outcome.endedSessions, userErrors: [] };
  const code = outcome.refusal;
  if (code === 'WRONG_PASSWORD') {
    const message = 'This is not your current password.';
    return { userErrors: [{ code, message, field: ['input', 'currentPassword'] }] };
  }
  const { retryAfterSeconds } = outcome;
  const message = `Too many attempts. Try again in ${inWords(retryAfterSeconds)}.`;
  return { userErrors: [{ code, message, field: null, retryAfterSeconds }] };
}
