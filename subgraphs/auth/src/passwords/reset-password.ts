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
 * Sets a new password for the account that a link was mailed for, and ends all its sessions.
 *
 * The link came by mail, so it verifies the address too. Until then the account may have been anybody's who typed the
 * address: what they could come back with, sessions and API keys, ends as well.
 */
export async function resetPassword(
  { database, hasher, origin }: Pick<AuthContext, 'database' | 'hasher' | 'origin'>,
  token: string,
  newPassword: string,
): Promise<ResetPasswordOutcome> {
  // Hashing takes long: not for made-up tokens, and not while anything is locked.
  if (!(await isGoodEmailToken(database, token, 'RESET_PASSWORD'))) return { ok: false, refusal: 'LINK_INVALID' };
  try {
    const passwordHash = await hasher.hash(newPassword);
    return await database.$transaction(async (tx) => {
      const person = await takeEmailTokenTx(tx, token, 'RESET_PASSWORD');
      if (!person) return { ok: false, refusal: 'LINK_INVALID' };
      const { id: personId, email } = person;
      const ended = await endSessionsOfTx(tx, personId, 'password reset');
      await tx.person.update({ where: { id: personId }, data: { passwordHash } });
      if (person.verifiedEmail === null) {
        const now = new Date();
        await tx.apiKey.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: now } });
        await tellPersonTx(tx, personId, { verifiedEmail: email, emailVerifiedAt: now });
        await recordSecurityEventTx(tx, personId, 'EMAIL_VERIFIED', origin);
      }
      await recordSecurityEventTx(tx, personId, 'PASSWORD_RESET', origin, sessionsEnded(ended));
      return { ok: true, email };
    });
  } catch (error) {
    if (isAddressTaken(error)) return { ok: false, refusal: 'LINK_INVALID' };
    if (error instanceof QueueFull) {
      return { ok: false, refusal: 'THROTTLED', retryAfterSeconds: OVERLOADED_RETRY_SECONDS };
    }
    throw error;
  }
}
