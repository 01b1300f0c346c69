import { requireViewer } from '@cityevents/viewer';
import type { AuthContext } from '../context.ts';
import { readProfileInput, type UpdateProfileInput } from '../people/profile-input.ts';
import { updateProfile as update } from '../people/update-profile.ts';

export async function updateProfile(_parent: unknown, args: { input: UpdateProfileInput }, context: AuthContext) {
  const { userId } = requireViewer(context.viewer);
  const read = readProfileInput(args.input);
  if (!read.ok)
    return { userErrors: read.problems.map((problem) => ({ ...problem, field: ['input', problem.field] })) };
  return { user: await update(context.database, userId, read.changes), userErrors: [] };
}
