import type { AuthTransaction } from '@cityevents/prisma/auth';
import { lockPersonTx } from './lock-person.ts';
import { tellAccountTx } from './tell-person.ts';

/**
 * Mails the verified owner of an address that somebody else has an account with it, and how to get into their own.
 *
 * @returns whether the address has such an owner
 */
export async function tellOfReusedAddressTx(tx: AuthTransaction, email: string): Promise<boolean> {
  const owner = () => tx.person.findUnique({ where: { verifiedEmail: email }, select: { id: true } });
  const found = await owner();
  if (!found) return false;
  await lockPersonTx(tx, found.id);
  // Gone meanwhile: then the address is free.
  if (!(await owner())) return false;
  const data = { userId: found.id, email };
  await tellAccountTx(tx, found.id, { type: 'account.address-reused.v1', data });
  return true;
}
