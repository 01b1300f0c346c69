import type { AuthDatabase } from '@cityevents/prisma/auth';
import { z } from 'zod';
import type { Origin } from '../origin/origin.ts';
import { lockPersonTx } from '../people/lock-person.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';

const uuid = z.uuid();

/**
 * Ends a key of the person's. The gateway notices within a minute.
 *
 * @returns the key's id, or null when the person has no such key that works.
 */
export async function revokeApiKey(
  database: AuthDatabase,
  personId: string,
  apiKeyId: string,
  origin: Origin,
): Promise<string | null> {
  if (!uuid.safeParse(apiKeyId).success) return null;
  return database.$transaction(async (tx) => {
    // Before the key, as everybody does: the log locks the person's row too.
    await lockPersonTx(tx, personId);
    const [revoked] = await tx.apiKey.updateManyAndReturn({
      where: { id: apiKeyId, personId, revokedAt: null },
      data: { revokedAt: new Date() },
      select: { id: true, name: true },
    });
    if (!revoked) return null;
    await recordSecurityEventTx(tx, personId, 'API_KEY_REVOKED', origin, revoked.name);
    return revoked.id;
  });
}
