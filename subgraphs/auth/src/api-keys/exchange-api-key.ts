import type { AuthDatabase } from '@cityevents/prisma/auth';
import { readScopes } from '@cityevents/viewer/scopes';
import type { AccessTokens } from '../tokens/access-tokens.ts';
import { hashApiKey, looksLikeApiKey } from './api-key-secret.ts';

const MINUTE_MS = 60_000;

/** What the gateway gets for a key: a token that stands for it a short while. */
export type ExchangedKey = { apiKeyId: string; accessToken: string };

/**
 * The access token a key is good for, with the key's scopes; null for a key that doesn't exist, was revoked or has
 * expired.
 */
export async function exchangeApiKey(
  database: AuthDatabase,
  accessTokens: AccessTokens,
  secret: string,
): Promise<ExchangedKey | null> {
  if (!looksLikeApiKey(secret)) return null;
  const key = await database.apiKey.findUnique({
    where: { hash: hashApiKey(secret) },
    include: { person: { select: { id: true, emailVerifiedAt: true } } },
  });
  const now = new Date();
  if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= now)) return null;
  const { accessToken } = await accessTokens.issue({
    userId: key.person.id,
    emailVerified: key.person.emailVerifiedAt !== null,
    scopes: [...readScopes(key.scopes.join(' '))],
  });
  // Several gateways may ask at once; the latest of a minute is good enough, and spares the row.
  const aMinuteAgo = new Date(now.getTime() - MINUTE_MS);
  await database.apiKey.updateMany({
    where: { id: key.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: aMinuteAgo } }] },
    data: { lastUsedAt: now },
  });
  return { apiKeyId: key.id, accessToken };
}
