import type { AuthContext } from '../context.ts';
import { isAddressTaken } from '../people/is-address-taken.ts';
import { tellPersonTx } from '../people/tell-person.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { hashEmailToken } from './email-token.ts';
import { takeEmailTokenTx } from './take-email-token.ts';

export type VerifyEmailOutcome =
  | { ok: true; email: string }
  | { ok: false; refusal: 'LINK_INVALID' | 'SIGN_IN_FIRST' | 'EMAIL_TAKEN' };

/**
 * Makes an address the verified one of the account that a link was mailed for, and of no other from then on. Only for who
 * is signed in to that account: whoever owns the address may have got the link because a stranger typed it, and must not
 * make the stranger's account theirs by opening it.
 */
export async function verifyEmail(
  { database, origin, viewer }: Pick<AuthContext, 'database' | 'origin' | 'viewer'>,
  token: string,
): Promise<VerifyEmailOutcome> {
  const made = await database.emailToken.findUnique({ where: { hash: hashEmailToken(token) } });
  if (made?.purpose === 'VERIFY_EMAIL' && made.personId !== viewer?.userId) {
    return { ok: false, refusal: 'SIGN_IN_FIRST' };
  }
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
