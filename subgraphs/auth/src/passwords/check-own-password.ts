import type { Person } from '@cityevents/prisma/auth';
import type { AuthContext } from '../context.ts';
import { OVERLOADED_RETRY_SECONDS, QueueFull } from './bounded-queue.ts';
import { PASSWORD_MAX } from './password-rules.ts';

/** What came of a try. */
export type PasswordCheck =
  | { ok: true }
  | { ok: false; refusal: 'WRONG_PASSWORD' }
  | { ok: false; refusal: 'THROTTLED'; retryAfterSeconds: number };

/**
 * Whether who is signed in knows their password, for what must not be done with somebody's open page alone. Tries count as
 * tries to sign in, so that nobody guesses faster by it.
 */
export async function checkOwnPassword(
  { hasher, signInThrottle, clientAddress }: Pick<AuthContext, 'hasher' | 'signInThrottle' | 'clientAddress'>,
  { email, verifiedEmail, passwordHash }: Person,
  password: string,
): Promise<PasswordCheck> {
  // Nobody's password is that long, and composing it would take its time.
  if (password.length > PASSWORD_MAX * 4) return { ok: false, refusal: 'WRONG_PASSWORD' };
  const attempt = { email, address: clientAddress };
  const retryAfterSeconds = await signInThrottle.begin(attempt);
  if (retryAfterSeconds !== null) return { ok: false, refusal: 'THROTTLED', retryAfterSeconds };
  try {
    if (!(await hasher.verify(passwordHash, password))) return { ok: false, refusal: 'WRONG_PASSWORD' };
  } catch (error) {
    // Our fault, not the person's: an outage must lock nobody out.
    await signInThrottle.dropped(attempt);
    if (!(error instanceof QueueFull)) throw error;
    return { ok: false, refusal: 'THROTTLED', retryAfterSeconds: OVERLOADED_RETRY_SECONDS };
  }
  // An address that isn't shown to be theirs may be another's, whose guessers this must not help.
  await (verifiedEmail === null ? signInThrottle.dropped(attempt) : signInThrottle.succeeded(attempt));
  return { ok: true };
}
