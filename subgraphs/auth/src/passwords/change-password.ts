import { UnauthenticatedError, type Viewer } from '@cityevents/viewer';
import type { AuthContext } from '../context.ts';
import { lockPersonTx } from '../people/lock-person.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { endSessionsOfTx, sessionsEnded } from '../sessions/end-sessions.ts';
import { OVERLOADED_RETRY_SECONDS, QueueFull } from './bounded-queue.ts';
import { PASSWORD_MAX } from './password-rules.ts';

export type ChangePasswordOutcome =
  | { ok: true; endedSessions: number }
  | { ok: false; refusal: 'WRONG_PASSWORD' }
  | { ok: false; refusal: 'THROTTLED'; retryAfterSeconds: number };

/**
 * Sets a new password for who knows the one until now, and ends their other sessions. Tries count as tries to sign in:
 * whoever has somebody's open page must not guess faster by it.
 *
 * @throws UnauthenticatedError when the account is gone.
 */
export async function changePassword(
  { database, hasher, signInThrottle, clientAddress, origin }: AuthContext,
  { userId: personId, sessionId }: Viewer,
  passwords: { current: string; next: string },
): Promise<ChangePasswordOutcome> {
  const person = await database.person.findFirst({ where: { id: personId, deletedAt: null } });
  if (!person) throw new UnauthenticatedError('This account is gone.');
  // Nobody's password is that long, and composing it would take its time.
  if (passwords.current.length > PASSWORD_MAX * 4) return { ok: false, refusal: 'WRONG_PASSWORD' };

  const attempt = { email: person.email, address: clientAddress };
  const retryAfterSeconds = await signInThrottle.begin(attempt);
  if (retryAfterSeconds !== null) return { ok: false, refusal: 'THROTTLED', retryAfterSeconds };
  let passwordHash: string;
  try {
    if (!(await hasher.verify(person.passwordHash, passwords.current))) return { ok: false, refusal: 'WRONG_PASSWORD' };
    passwordHash = await hasher.hash(passwords.next);
  } catch (error) {
    // Our fault, not the person's: an outage must lock nobody out.
    await signInThrottle.dropped(attempt);
    if (!(error instanceof QueueFull)) throw error;
    return { ok: false, refusal: 'THROTTLED', retryAfterSeconds: OVERLOADED_RETRY_SECONDS };
  }
  await signInThrottle.succeeded(attempt);

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
