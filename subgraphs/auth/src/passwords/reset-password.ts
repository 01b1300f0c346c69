import type { AuthContext } from '../context.ts';
import { isGoodEmailToken, takeEmailTokenTx } from '../email-tokens/take-email-token.ts';
import { isAddressTaken } from '../people/is-address-taken.ts';
import { tellPersonTx } from '../people/tell-person.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { endSessionsOfTx, sessionsEnded } from '../sessions/end-sessions.ts';
import { OVERLOADED_RETRY_SECONDS, QueueFull } from './bounded-queue.ts';

export type ResetPasswordOutcome =
  | { ok: true; email: string }
  | { ok: false; refusal: 'LINK_INVALID' }
  | { ok: false; refusal: 'THROTTLED'; retryAfterSeconds: number };

/**
 * Sets a new password for the account that a link was mailed for, and ends everything else by which somebody could come
 * back: its sessions and its API keys. Who was locked out for guessing gets in with it.
 *
 * The link came by mail, so it verifies the address too.
 */
export async function resetPassword(
  { database, hasher, origin, signInThrottle, clientAddress }: AuthContext,
  token: string,
  newPassword: string,
): Promise<ResetPasswordOutcome> {
  // Hashing takes long: not for made-up tokens, and not while anything is locked.
  if (!(await isGoodEmailToken(database, token, 'RESET_PASSWORD'))) return { ok: false, refusal: 'LINK_INVALID' };
  try {
    const passwordHash = await hasher.hash(newPassword);
    const outcome = await database.$transaction<ResetPasswordOutcome>(async (tx) => {
      const person = await takeEmailTokenTx(tx, token, 'RESET_PASSWORD');
      if (!person) return { ok: false, refusal: 'LINK_INVALID' };
      const { id: personId, email } = person;
      const ended = await endSessionsOfTx(tx, personId, 'password reset');
      const now = new Date();
      await tx.apiKey.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: now } });
      await tx.person.update({ where: { id: personId }, data: { passwordHash } });
      if (person.verifiedEmail === null) {
        await tellPersonTx(tx, personId, { verifiedEmail: email, emailVerifiedAt: now });
        await recordSecurityEventTx(tx, personId, 'EMAIL_VERIFIED', origin);
      }
      await recordSecurityEventTx(tx, personId, 'PASSWORD_RESET', origin, sessionsEnded(ended));
      return { ok: true, email };
    });
    if (outcome.ok) await signInThrottle.forgiven({ email: outcome.email, address: clientAddress });
    return outcome;
  } catch (error) {
    if (isAddressTaken(error)) return { ok: false, refusal: 'LINK_INVALID' };
    if (error instanceof QueueFull) {
      return { ok: false, refusal: 'THROTTLED', retryAfterSeconds: OVERLOADED_RETRY_SECONDS };
    }
    throw error;
  }
}
