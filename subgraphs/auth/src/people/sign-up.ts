import type { Person } from '@cityevents/prisma/auth';
import { ANSWER_MS, answerNoSoonerThan } from '../answer-no-sooner-than.ts';
import type { AuthContext } from '../context.ts';
import { mailLinkTx } from '../email-tokens/mail-link.ts';
import { OVERLOADED_RETRY_SECONDS, QueueFull } from '../passwords/bounded-queue.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { type StartedSession, startSessionTx } from '../sessions/start-session.ts';
import { registerPeopleTx } from './register-person.ts';
import type { SignUpInput } from './sign-up-input.ts';
import { tellOfReusedAddressTx } from './tell-of-reused-address.ts';

export type SignUpOutcome =
  | { ok: true; session: StartedSession; person: Person }
  | { ok: false; refusal: 'THROTTLED'; retryAfterSeconds: number };

/**
 * Makes an account and signs it in. The input has been read by readSignUpInput.
 *
 * Nobody learns here whether the address has an account: there is always a new one, its address not verified, and only
 * the mailbox is told more.
 */
export function signUp(context: AuthContext, input: SignUpInput): Promise<SignUpOutcome> {
  return answerNoSoonerThan(ANSWER_MS, () => makeAccount(context, input));
}

async function makeAccount(
  { database, hasher, signUpThrottle, clientAddress, origin }: AuthContext,
  { email, password, displayName, locale = null }: SignUpInput,
): Promise<SignUpOutcome> {
  const retryAfterSeconds = await signUpThrottle.begin({ email, address: clientAddress });
  if (retryAfterSeconds !== null) return { ok: false, refusal: 'THROTTLED', retryAfterSeconds };

  try {
    const passwordHash = await hasher.hash(password);
    const registered = await database.$transaction(async (tx) => {
      const [person] = await registerPeopleTx(tx, [{ email, displayName, locale, passwordHash }]);
      if (!person) throw new Error('the new person was not returned');
      await recordSecurityEventTx(tx, person.id, 'SIGNED_UP', origin);
      // A link to verify the address; or, to who has verified it already, what happened and how to get in.
      if (!(await tellOfReusedAddressTx(tx, email))) await mailLinkTx(tx, person, 'VERIFY_EMAIL');
      return { person, session: await startSessionTx(tx, person.id, origin) };
    });
    return { ok: true, ...registered };
  } catch (error) {
    if (error instanceof QueueFull) {
      return { ok: false, refusal: 'THROTTLED', retryAfterSeconds: OVERLOADED_RETRY_SECONDS };
    }
    throw error;
  }
}
