import type { Person } from '@cityevents/prisma/auth';
import type { AuthContext } from '../context.ts';
import { QueueFull } from '../passwords/bounded-queue.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { type StartedSession, startSessionTx } from '../sessions/start-session.ts';
import { registerPeopleTx } from './register-person.ts';
import type { SignUpInput } from './sign-up-input.ts';

export type SignUpOutcome =
  | { ok: true; session: StartedSession; person: Person }
  | { ok: false; refusal: 'THROTTLED'; retryAfterSeconds: number };

const OVERLOADED_RETRY_SECONDS = 5;

/** Makes an account and signs it in. The input has been read by readSignUpInput. */
export async function signUp(
  { database, hasher, signUpThrottle, clientAddress, origin }: AuthContext,
  { email, password, displayName }: SignUpInput,
): Promise<SignUpOutcome> {
  const retryAfterSeconds = await signUpThrottle.begin(clientAddress);
  if (retryAfterSeconds !== null) return { ok: false, refusal: 'THROTTLED', retryAfterSeconds };

  try {
    // Before anybody looks whether the address is taken, so that the time of the answer doesn't tell.
    const passwordHash = await hasher.hash(password);
    const registered = await database.$transaction(async (tx) => {
      const [person] = await registerPeopleTx(tx, [{ email, displayName, passwordHash }]);
      if (!person) throw new Error('the new person was not returned');
      await recordSecurityEventTx(tx, person.id, 'SIGNED_UP', origin);
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
