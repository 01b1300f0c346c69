import type { AuthDatabase, Prisma } from '@cityevents/prisma/auth';
import { exportRows } from '@cityevents/service/export-rows';

const ofSession = {
  id: true,
  device: true,
  network: true,
  createdAt: true,
  lastSeenAt: true,
  expiresAt: true,
  endedAt: true,
  endReason: true,
} satisfies Prisma.SessionSelect;
const ofApiKey = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
} satisfies Prisma.ApiKeySelect;
const ofSecurityEvent = {
  id: true,
  kind: true,
  occurredAt: true,
  device: true,
  network: true,
  subject: true,
} satisfies Prisma.SecurityEventSelect;

/** What this subgraph keeps of a person, but for what is or opens a secret: hashes of passwords, tokens and keys. */
export async function exportAccount(database: AuthDatabase, personId: string) {
  const profile = await database.person.findFirst({
    where: { id: personId, deletedAt: null },
    omit: { passwordHash: true, sequence: true, deletedAt: true, unsubscribeKey: true },
  });
  if (!profile) return null;
  const byId = (last: { id: string } | undefined, take: number) =>
    ({ where: { personId, ...(last && { id: { gt: last.id } }) }, orderBy: { id: 'asc' }, take }) as const;
  return {
    profile,
    sessions: await exportRows((last: { id: string } | undefined, take) =>
      database.session.findMany({ ...byId(last, take), select: ofSession }),
    ),
    apiKeys: await exportRows((last: { id: string } | undefined, take) =>
      database.apiKey.findMany({ ...byId(last, take), select: ofApiKey }),
    ),
    securityEvents: await exportRows((last: { id: string; occurredAt: Date } | undefined, take) =>
      database.securityEvent.findMany({
        where: {
          personId,
          // The first condition is where the index scan starts.
          ...(last && {
            occurredAt: { lte: last.occurredAt },
            OR: [{ occurredAt: { lt: last.occurredAt } }, { id: { lt: last.id } }],
          }),
        },
        select: ofSecurityEvent,
        orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
        take,
      }),
    ),
  };
}
