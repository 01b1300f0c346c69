import { requireViewer } from '@cityevents/viewer';
import { type CreateApiKeyInput, readApiKeyInput } from '../api-keys/api-key-input.ts';
import { createApiKey as create, MOST_API_KEYS } from '../api-keys/create-api-key.ts';
import type { AuthContext } from '../context.ts';

export async function createApiKey(_parent: unknown, args: { input: CreateApiKeyInput }, context: AuthContext) {
  const viewer = requireViewer(context.viewer);
  const read = readApiKeyInput(args.input, new Date());
  if (!read.ok)
    return { userErrors: read.problems.map((problem) => ({ ...problem, field: ['input', problem.field] })) };

  const created = await create(context.database, viewer, read.key, context.origin);
  if (created) return { ...created, userErrors: [] };
  const message = `You have ${MOST_API_KEYS} keys. Revoke one that isn’t used any more.`;
  return { userErrors: [{ code: 'TOO_MANY_KEYS', message, field: null }] };
}
