import type { AuthDatabase } from '@cityevents/prisma/auth';
import { lockPersonTx } from '../people/lock-person.ts';
import { endSessionsOfTx } from '../sessions/end-sessions.ts';

/** Somebody who looks after the platform. */
export type Admin = { id: string; email: string; displayName: string };

/** All who look after the platform, by their addresses. */
export function listAdmins(database: AuthDatabase): Promise<Admin[]> {
  return database.person.findMany({
    where: { isAdmin: true },
    select: { id: true, email: true, displayName: true },
    orderBy: { email: 'asc' },
  });
}

/**
 * Gives the role to the person whose verified address this is, or takes it back: then they are signed out everywhere, since
 * their tokens say still that they have it.
 *
 * @returns whether anything has changed; null when no account has shown that the address is its own.
 */
export function setAdmin(database: AuthDatabase, email: string, isAdmin: boolean): Promise<boolean | null> {
  return database.$transaction(async (tx) => {
    const found = await tx.person.findUnique({ where: { verifiedEmail: email }, select: { id: true } });
    if (!found) return null;
    await lockPersonTx(tx, found.id);
    const { count } = await tx.person.updateMany({
      where: { id: found.id, verifiedEmail: email, isAdmin: !isAdmin },
      data: { isAdmin },
    });
    if (count === 0) return false;
    if (!isAdmin) await endSessionsOfTx(tx, found.id, 'looks after the platform no more');
    return true;
  });
}
