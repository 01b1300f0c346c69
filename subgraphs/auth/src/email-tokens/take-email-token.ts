import type { AuthDatabase, AuthTransaction, EmailTokenPurpose, Person } from '@cityevents/prisma/auth';
import { lockPersonTx } from '../people/lock-person.ts';
import { hashEmailToken } from './email-token.ts';

/** What a token must be to be taken: made for this, not used yet, not too old. */
function good(token: string, purpose: EmailTokenPurpose) {
  return { hash: hashEmailToken(token), purpose, usedAt: null, expiresAt: { gt: new Date() } };
}

/** Whether a link's token could be taken just now: a look before work that isn't worth doing for one that couldn't. */
export async function isGoodEmailToken(
  database: AuthDatabase,
  token: string,
  purpose: EmailTokenPurpose,
): Promise<boolean> {
  return (await database.emailToken.count({ where: good(token, purpose) })) === 1;
}

/**
 * Uses up the token of a link, which is good once.
 *
 * @returns whom the link was mailed to, their row locked; null when the token isn't good
 */
export async function takeEmailTokenTx(
  tx: AuthTransaction,
  token: string,
  purpose: EmailTokenPurpose,
): Promise<Person | null> {
  const made = await tx.emailToken.findUnique({
    where: { hash: hashEmailToken(token) },
    select: { personId: true },
  });
  if (!made) return null;
  // The person first, as for everything that is theirs. Of two with the same token the second then finds it used.
  await lockPersonTx(tx, made.personId);
  const { count } = await tx.emailToken.updateMany({ where: good(token, purpose), data: { usedAt: new Date() } });
  return count === 1 ? tx.person.findUnique({ where: { id: made.personId } }) : null;
}
