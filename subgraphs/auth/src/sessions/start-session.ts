import { randomUUIDv7 } from 'node:crypto';
import type { AuthTransaction } from '@cityevents/prisma/auth';
import type { Origin } from '../origin/origin.ts';
import { createRefreshToken, hashRefreshToken } from './refresh-token.ts';

/** A session ends this long after its sign-in at the latest; being used doesn't extend it. */
export const SESSION_DAYS = 30;

/** A session's refresh token, at the only time it is known. */
export type StartedSession = { sessionId: string; personId: string; refreshToken: string; expiresAt: Date };

/** Starts a session: one sign-in on one device, with the first token of its family. */
export async function startSessionTx(
  tx: AuthTransaction,
  personId: string,
  { device, network }: Origin,
): Promise<StartedSession> {
  const sessionId = randomUUIDv7();
  const refreshToken = createRefreshToken();
  const expiresAt = new Date(Date.now() + SESSION_DAYS * 86_400_000);
  await tx.session.create({
    data: {
      id: sessionId,
      personId,
      device,
      network,
      expiresAt,
      tokens: { create: { hash: hashRefreshToken(refreshToken) } },
    },
  });
  return { sessionId, personId, refreshToken, expiresAt };
}
