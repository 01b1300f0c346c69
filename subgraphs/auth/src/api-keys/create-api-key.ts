import { randomUUIDv7 } from 'node:crypto';
import type { ApiKey, AuthDatabase } from '@cityevents/prisma/auth';
import type { Origin } from '../origin/origin.ts';
import { lockLivePersonTx } from '../people/lock-person.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import type { NewApiKey } from './api-key-input.ts';
import { createApiKeySecret } from './api-key-secret.ts';

/** The most keys a person may have that were not revoked; expired ones count, so that they are cleared away. */
export const MOST_API_KEYS = 50;

/**
 * Makes a key for the person. Its secret is in the answer and nowhere else.
 *
 * @returns null when the person has as many keys as anyone may.
 */
export async function createApiKey(
  database: AuthDatabase,
  personId: string,
  { name, scopes, expiresAt }: NewApiKey,
  origin: Origin,
): Promise<{ secret: string; apiKey: ApiKey } | null> {
  const { secret, prefix, hash } = createApiKeySecret();
  return database.$transaction(async (tx) => {
    // Keys made at once by one person are counted one after the other.
    await lockLivePersonTx(tx, personId);
    if ((await tx.apiKey.count({ where: { personId, revokedAt: null } })) >= MOST_API_KEYS) return null;
    const data = { id: randomUUIDv7(), personId, hash, prefix, name, scopes, expiresAt };
    const apiKey = await tx.apiKey.create({ data });
    await recordSecurityEventTx(tx, personId, 'API_KEY_CREATED', origin, name);
    return { secret, apiKey };
  });
}
