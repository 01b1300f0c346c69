import { randomUUIDv7 } from 'node:crypto';
import type { ApiKey, AuthDatabase, AuthTransaction } from '@cityevents/prisma/auth';
import { UnauthenticatedError, type Viewer } from '@cityevents/viewer';
import type { Origin } from '../origin/origin.ts';
import { lockLivePersonTx } from '../people/lock-person.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import type { NewApiKey } from './api-key-input.ts';
import { createApiKeySecret } from './api-key-secret.ts';

/** The most keys a person may have that were not revoked; expired ones count, so that they are cleared away. */
export const MOST_API_KEYS = 50;

/**
 * Makes a key for the viewer. Its secret is in the answer and nowhere else.
 *
 * @returns null when the person has as many keys as anyone may.
 * @throws UnauthenticatedError when the viewer's session has ended, or their account was deleted.
 */
export async function createApiKey(
  database: AuthDatabase,
  { userId: personId, sessionId }: Viewer,
  { name, scopes, expiresAt }: NewApiKey,
  origin: Origin,
): Promise<{ secret: string; apiKey: ApiKey } | null> {
  const { secret, prefix, hash } = createApiKeySecret();
  return database.$transaction(async (tx) => {
    // Keys made at once by one person are counted one after the other. A key outlives its session, so that has to be live
    // still: its access token goes on for a second.
    await lockLivePersonTx(tx, personId);
    await requireLiveSessionTx(tx, sessionId);
    if ((await tx.apiKey.count({ where: { personId, revokedAt: null } })) >= MOST_API_KEYS) return null;
    const data = { id: randomUUIDv7(), personId, hash, prefix, name, scopes, expiresAt };
    const apiKey = await tx.apiKey.create({ data });
    await recordSecurityEventTx(tx, personId, 'API_KEY_CREATED', origin, name);
    return { secret, apiKey };
  });
}

async function requireLiveSessionTx(tx: AuthTransaction, sessionId: string | null): Promise<void> {
  const live = sessionId !== null && { id: sessionId, endedAt: null, expiresAt: { gt: new Date() } };
  if (live && (await tx.session.count({ where: live })) === 1) return;
  throw new UnauthenticatedError('Your session has ended. Sign in again.');
}
