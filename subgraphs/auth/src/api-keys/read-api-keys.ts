import type { ApiKey, AuthDatabase } from '@cityevents/prisma/auth';
import { MOST_API_KEYS } from './create-api-key.ts';

/** The person's keys that were not revoked, the newest first. */
export function readApiKeys(database: AuthDatabase, personId: string): Promise<ApiKey[]> {
  return database.apiKey.findMany({
    where: { personId, revokedAt: null },
    orderBy: { id: 'desc' },
    take: MOST_API_KEYS,
  });
}
