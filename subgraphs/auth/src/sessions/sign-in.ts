import type { Person } from '@cityevents/prisma/auth';
import type { AuthContext } from '../context.ts';
import { QueueFull } from '../passwords/bounded-queue.ts';
import { PASSWORD_MAX } from '../passwords/password-rules.ts';
import { readEmail } from '../people/email.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { type StartedSession, startSessionTx } from './start-session.ts';

export type SignInOutcome =
  | { ok: true; session: StartedSession; person: Person }
  | { ok: false; refusal: 'INVALID_CREDENTIALS' }
  | { ok: false; refusal: 'THROTTLED'; retryAfterSeconds: number };

const OVERLOADED_RETRY_SECONDS = 5;

/**
 * Signs a person in. What is answered, and how long it takes, is the same for an account that doesn't exist as for a
 * wrong password.
 */
export async function signIn(
  { database, hasher, signInThrottle, clientAddress, origin }: AuthContext,
  credentials: { email: string; password: string },
): Promise<SignInOutcome> {
  const email = readEmail(credentials.email);
  // No account can have these, and the answer depends on the input alone.
  if (email === null || credentials.password.length > PASSWORD_MAX * 4) {
    return { ok: false, refusal: 'INVALID_CREDENTIALS' };
  }

  const attempt = { email, address: clientAddress };
  const retryAfterSeconds = await signInThrottle.begin(attempt);
  if (retryAfterSeconds !== null) return { ok: false, refusal: 'THROTTLED', retryAfterSeconds };

  let person: Person | null;
  try {
    person = await database.person.findFirst({
      where: { email },
      orderBy: { verifiedEmail: { sort: 'asc', nulls: 'last' } },
    });
    if (!(await hasher.verify(person?.passwordHash, credentials.password)) || !person) {
      return { ok: false, refusal: 'INVALID_CREDENTIALS' };
    }
  } catch (error) {
    // Our fault, not the person's: an outage must lock nobody out.
    await signInThrottle.dropped(attempt);
    if (!(error instanceof QueueFull)) throw error;
    return { ok: false, refusal: 'THROTTLED', retryAfterSeconds: OVERLOADED_RETRY_SECONDS };
  }
  await signInThrottle.succeeded(attempt);
  const session = await database.$transaction(async (tx) => {
    const started = await startSessionTx(tx, person.id, origin);
    await recordSecurityEventTx(tx, person.id, 'SIGNED_IN', origin);
    return started;
  });
  return { ok: true, session, person };
}
