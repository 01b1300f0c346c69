import { requireViewer } from '@cityevents/viewer';
import { revokeApiKey as revoke } from '../api-keys/revoke-api-key.ts';
import type { AuthContext } from '../context.ts';

export async function revokeApiKey(_parent: unknown, args: { input: { apiKeyId: string } }, context: AuthContext) {
  const { userId } = requireViewer(context.viewer);
  const revokedApiKeyId = await revoke(context.database, userId, args.input.apiKeyId, context.origin);
  if (revokedApiKeyId !== null) return { revokedApiKeyId, userErrors: [] };
  const message = 'You have no key with this id, or it was revoked already.';
  return { userErrors: [{ code: 'API_KEY_NOT_FOUND', message, field: ['input', 'apiKeyId'] }] };
}
