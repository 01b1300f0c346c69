import { UnauthenticatedError, type Viewer } from '@cityevents/viewer';
import type { AuthContext } from '../context.ts';
import { lockPersonTx } from '../people/lock-person.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { endSessionsOfTx, sessionsEnded } from '../sessions/end-sessions.ts';
import { OVERLOADED_RETRY_SECONDS, QueueFull } from './bounded-queue.ts';
import { checkOwnPassword, type PasswordCheck } from './check-own-password.ts';

export type ChangePasswordOutcome = { ok: true; endedSessions: number } | Exclude<PasswordCheck, { ok: true }>;

/**
 * Sets a new password for who knows the one until now, and ends their other sessions.
 *
 * @throws UnauthenticatedError when the account is gone.
 */
export async function changePassword(
  context: AuthContext,
  { userId: personId, sessionId }: Viewer,
  passwords: { current: string; next: string },
): Promise<ChangePasswordOutcome> {
  const { database, hasher, origin } = context;
  const person = await database.person.findFirst({ where: { id: personId, deletedAt: null } });
  if (!person) throw new UnauthenticatedError('This account is gone.');
  const check = await checkOwnPassword(context, person, passwords.current);
  if (!check.ok) return check;
  const passwordHash = await hasher.hash(passwords.next).catch((error: unknown) => {
    if (error instanceof QueueFull) return null;
    throw error;
  });
  if (passwordHash === null) return { ok: false, refusal: 'THROTTLED', retryAfterSeconds: OVERLOADED_RETRY_SECONDS };

  return database.$transaction(async (tx) => {
    await lockPersonTx(tx, personId);
    const { count } = await tx.person.updateMany({
      where: { id: personId, passwordHash: person.passwordHash },
      data: { passwordHash },
    });
    // Changed or reset since we looked: the password typed here is no longer the one.
    if (count === 0) return { ok: false, refusal: 'WRONG_PASSWORD' };
    const endedSessions = await endSessionsOfTx(tx, personId, 'password changed', sessionId);
    // A link on its way was asked for to replace the old password.
    await tx.emailToken.deleteMany({ where: { personId, purpose: 'RESET_PASSWORD' } });
    await recordSecurityEventTx(tx, personId, 'PASSWORD_CHANGED', origin, sessionsEnded(endedSessions));
    return { ok: true, endedSessions };
  });
}
