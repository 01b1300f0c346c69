import type { AuthTransaction, Person } from '@cityevents/prisma/auth';
import type { Country, Origin } from '../origin/origin.ts';
import { tellAccountTx } from '../people/tell-person.ts';

/**
 * Mails the person that somebody signed in from a device and network that none of their sessions had until now. Call
 * it before the new session is there, under the person's lock, so that of two sign-ins at once one is told.
 *
 * Nothing is mailed to an address that wasn't shown to be theirs: a device is what a request says it is, and would
 * bring words of a stranger's choice to somebody else.
 */
export async function noticeNewPlaceTx(
  tx: AuthTransaction,
  { id: personId, verifiedEmail }: Pick<Person, 'id' | 'verifiedEmail'>,
  { device, network }: Origin,
  country: Country,
): Promise<void> {
  if (verifiedEmail === null) return;
  const sessions = (where: Partial<Origin>) =>
    tx.session.findFirst({ where: { personId, ...where }, select: { id: true } });
  const isFirst = (await sessions({})) === null;
  if (isFirst || (await sessions({ device, network }))) return;
  await tellAccountTx(tx, personId, {
    type: 'account.new-sign-in.v1',
    data: {
      userId: personId,
      email: verifiedEmail,
      device,
      country: country(network),
      signedInAt: new Date().toISOString(),
    },
  });
}
