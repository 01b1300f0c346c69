import { randomUUID } from 'node:crypto';
import { enqueueTx } from '@cityevents/messaging/outbox';
import type { AuthTransaction } from '@cityevents/prisma/auth';
import { ACCESS_TOKEN_SECONDS, UnauthenticatedError } from '@cityevents/viewer';
import type { AuthContext } from '../context.ts';
import { checkOwnPassword, type PasswordCheck } from '../passwords/check-own-password.ts';
import { endSessionsTx } from '../sessions/end-sessions.ts';
import { lockLiveSessionsOfTx } from '../sessions/lock-sessions.ts';
import { lockLivePersonTx } from './lock-person.ts';

/** What is told to others in the place of the name. */
const NAME_OF_NOBODY = 'Deleted account';
/** What was begun with the last access token is done this long after the token's end. */
const LAST_REQUESTS_SECONDS = 60;

/**
 * Deletes a person's account for good, if they know its password: sessions and keys end, the security log goes, of the
 * person only the id is left, and the others hear that they are gone. They are told a second time when the last access
 * token has run out, so that what was done with one meanwhile goes as well.
 *
 * Facts of the person that still wait in the outbox are published before, since a person's facts keep their order; the
 * others forget what they have from them by the last.
 *
 * @throws UnauthenticatedError when the account was deleted already.
 */
export async function deleteAccount(context: AuthContext, personId: string, password: string): Promise<PasswordCheck> {
  const person = await context.database.person.findFirst({ where: { id: personId, deletedAt: null } });
  if (!person) throw new UnauthenticatedError('This account was deleted.');
  const check = await checkOwnPassword(context, person, password);
  if (!check.ok) return check;
  return context.database.$transaction(async (tx) => {
    const { passwordHash } = await lockLivePersonTx(tx, personId);
    // Changed since we looked: what was typed is no longer the password.
    if (passwordHash !== person.passwordHash) return { ok: false, refusal: 'WRONG_PASSWORD' };
    await endAccessTx(tx, personId);
    await tx.emailToken.deleteMany({ where: { personId } });
    await tx.securityEvent.deleteMany({ where: { personId } });
    await buryTx(tx, personId);
    return { ok: true };
  });
}

/** Ends every way in. The rows of sessions stay a while, by which the gateways learn that their tokens ended. */
async function endAccessTx(tx: AuthTransaction, personId: string): Promise<void> {
  const live = await lockLiveSessionsOfTx(tx, personId);
  await endSessionsTx(
    tx,
    live.map(({ id }) => id),
    'account deleted',
  );
  await tx.$executeRaw`
    UPDATE sessions SET device = DEFAULT, network = DEFAULT WHERE person_id = ${personId}::uuid`;
  await tx.apiKey.deleteMany({ where: { personId } });
}

/** Leaves of the person the id, with an address and a password hash that no input can ever match. */
async function buryTx(tx: AuthTransaction, personId: string): Promise<void> {
  const occurredAt = new Date();
  const { sequence } = await tx.person.update({
    where: { id: personId },
    data: {
      email: '',
      verifiedEmail: null,
      emailVerifiedAt: null,
      isAdmin: false,
      displayName: NAME_OF_NOBODY,
      passwordHash: '',
      interests: [],
      homeCity: null,
      timezone: null,
      locale: null,
      mutedMails: [],
      unsubscribeKey: randomUUID(),
      deletedAt: occurredAt,
      sequence: { increment: 2 },
    },
    select: { sequence: true },
  });
  const fact = {
    type: 'person.deleted.v1',
    owner: 'auth',
    aggregateId: personId,
    occurredAt,
    data: { userId: personId },
  } as const;
  const notBefore = new Date(occurredAt.getTime() + (ACCESS_TOKEN_SECONDS + LAST_REQUESTS_SECONDS) * 1000);
  await enqueueTx(tx, [
    { ...fact, sequence: sequence - 1n },
    { ...fact, sequence, notBefore },
  ]);
}
