import type { Person } from '@cityevents/prisma/auth';
import { readEmail } from '@cityevents/service/email-address';
import { ANSWER_MS, answerNoSoonerThan } from '../answer-no-sooner-than.ts';
import type { AuthContext } from '../context.ts';
import type { Origin } from '../origin/origin.ts';
import { OVERLOADED_RETRY_SECONDS, QueueFull } from '../passwords/bounded-queue.ts';
import type { PasswordHasher } from '../passwords/hasher.ts';
import { PASSWORD_MAX } from '../passwords/password-rules.ts';
import { accountsOf } from '../people/accounts-of.ts';
import { lockPersonTx } from '../people/lock-person.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { noticeNewPlaceTx } from './notice-new-place.ts';
import { type StartedSession, startSessionTx } from './start-session.ts';

export type SignInOutcome =
  | { ok: true; session: StartedSession; person: Person }
  | { ok: false; refusal: 'INVALID_CREDENTIALS' }
  | { ok: false; refusal: 'THROTTLED'; retryAfterSeconds: number };

type Credentials = { email: string; password: string };

/**
 * Signs in who knows the password of an account with the address. What is answered, and when, is the same for an account
 * that doesn't exist as for a wrong password.
 */
export function signIn(context: AuthContext, credentials: Credentials): Promise<SignInOutcome> {
  return answerNoSoonerThan(ANSWER_MS, () => tryToSignIn(context, credentials));
}

async function tryToSignIn(context: AuthContext, { email: typed, password }: Credentials): Promise<SignInOutcome> {
  const { database, hasher, signInThrottle, clientAddress, origin } = context;
  const email = readEmail(typed);
  // No account can have these, and the answer depends on the input alone.
  if (email === null || password.length > PASSWORD_MAX * 4) return { ok: false, refusal: 'INVALID_CREDENTIALS' };

  const attempt = { email, address: clientAddress };
  const retryAfterSeconds = await signInThrottle.begin(attempt);
  if (retryAfterSeconds !== null) return { ok: false, refusal: 'THROTTLED', retryAfterSeconds };

  let person: Person | undefined;
  let accounts: Person[];
  try {
    accounts = await accountsOf(database, email);
    const hashes = accounts.map(({ passwordHash }) => passwordHash);
    person = accounts[await hasher.findMatch(hashes, password)];
    if (!person) {
      await recordFailure(context, accounts, origin);
      return { ok: false, refusal: 'INVALID_CREDENTIALS' };
    }
  } catch (error) {
    // Our fault, not the person's: an outage must lock nobody out.
    await signInThrottle.dropped(attempt);
    if (!(error instanceof QueueFull)) throw error;
    return { ok: false, refusal: 'THROTTLED', retryAfterSeconds: OVERLOADED_RETRY_SECONDS };
  }
  // Whoever knows the password of an account of their own with the same address has not shown that they know another's.
  const isTheOne = person.verifiedEmail !== null || accounts.length === 1;
  await (isTheOne ? signInThrottle.succeeded(attempt) : signInThrottle.dropped(attempt));
  return startSessionOf(context, person, await strongerHash(hasher, person, password));
}

/** Whoever has one of these accounts may want to know that somebody tried. */
async function recordFailure({ database }: AuthContext, accounts: Person[], origin: Origin): Promise<void> {
  if (accounts.length === 0) return;
  await database.$transaction(async (tx) => {
    for (const { id } of accounts) await recordSecurityEventTx(tx, id, 'SIGN_IN_FAILED', origin);
  });
}

/** A new hash of a password whose hash was made with less work than is done today; null when there is no need, or no time. */
async function strongerHash(hasher: PasswordHasher, { passwordHash }: Person, password: string) {
  if (!hasher.isWeak(passwordHash)) return null;
  return hasher.hash(password).catch((error: unknown) => {
    if (error instanceof QueueFull) return null;
    throw error;
  });
}

async function startSessionOf(
  { database, origin, country }: AuthContext,
  person: Person,
  newHash: string | null,
): Promise<SignInOutcome> {
  return database.$transaction(async (tx) => {
    await lockPersonTx(tx, person.id);
    const current = await tx.person.findUnique({ where: { id: person.id } });
    // Changed since we looked: who only knows the old password gets no session that the change didn't end.
    if (current?.passwordHash !== person.passwordHash) return { ok: false, refusal: 'INVALID_CREDENTIALS' };
    if (newHash) await tx.person.update({ where: { id: person.id }, data: { passwordHash: newHash } });
    await noticeNewPlaceTx(tx, current, origin, country);
    const session = await startSessionTx(tx, person.id, origin);
    await recordSecurityEventTx(tx, person.id, 'SIGNED_IN', origin);
    return { ok: true, person: current, session };
  });
}
