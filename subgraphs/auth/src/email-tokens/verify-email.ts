import type { AuthContext } from '../context.ts';
import { isAddressTaken } from '../people/is-address-taken.ts';
import { tellPersonTx } from '../people/tell-person.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { takeEmailTokenTx } from './take-email-token.ts';

export type VerifyEmailOutcome = { ok: true; email: string } | { ok: false; refusal: 'LINK_INVALID' | 'EMAIL_TAKEN' };

/** Makes an address the verified one of the account that a link was mailed for, and of no other from then on. */
export async function verifyEmail(
  { database, origin }: Pick<AuthContext, 'database' | 'origin'>,
  token: string,
): Promise<VerifyEmailOutcome> {
  try {
    return await database.$transaction(async (tx) => {
      const person = await takeEmailTokenTx(tx, token, 'VERIFY_EMAIL');
      if (!person) return { ok: false, refusal: 'LINK_INVALID' };
      const { id, email } = person;
      if (person.verifiedEmail === null) {
        await tellPersonTx(tx, id, { verifiedEmail: email, emailVerifiedAt: new Date() });
        await recordSecurityEventTx(tx, id, 'EMAIL_VERIFIED', origin);
      }
      return { ok: true, email };
    });
  } catch (error) {
    if (isAddressTaken(error)) return { ok: false, refusal: 'EMAIL_TAKEN' };
    throw error;
  }
}
