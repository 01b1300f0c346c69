import type { AuthTransaction, EmailTokenPurpose, Person } from '@cityevents/prisma/auth';
import { lockPersonTx } from '../people/lock-person.ts';
import { tellAccountTx } from '../people/tell-person.ts';
import { createEmailToken, hashEmailToken } from './email-token.ts';

const links = {
  VERIFY_EMAIL: { type: 'account.email-verification-requested.v1', goodForMinutes: 24 * 60 },
  RESET_PASSWORD: { type: 'account.password-reset-requested.v1', goodForMinutes: 30 },
} as const;

/**
 * Mails the person a link, once this transaction is committed. A new link to reset the password makes older ones useless;
 * those that verify the address stay good, so that whoever asked twice may open either mail.
 *
 * @returns whether it is; not to who has deleted their account since it was looked up
 */
export async function mailLinkTx(
  tx: AuthTransaction,
  { id: personId, email }: Pick<Person, 'id' | 'email'>,
  purpose: EmailTokenPurpose,
): Promise<boolean> {
  const { type, goodForMinutes } = links[purpose];
  const token = createEmailToken();
  const expiresAt = new Date(Date.now() + goodForMinutes * 60_000);
  await lockPersonTx(tx, personId);
  if ((await tx.person.count({ where: { id: personId, deletedAt: null } })) === 0) return false;
  if (purpose === 'RESET_PASSWORD') await tx.emailToken.deleteMany({ where: { personId, purpose } });
  await tx.emailToken.create({ data: { hash: hashEmailToken(token), personId, purpose, expiresAt } });
  const data = { userId: personId, email, token, expiresAt: expiresAt.toISOString() };
  await tellAccountTx(tx, personId, { type, data });
  return true;
}
