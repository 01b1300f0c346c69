import type { AccountMessage } from '@cityevents/messages/account';
import { enqueueTx, type NewMessage } from '@cityevents/messaging/outbox';
import type { AuthTransaction, Person, Prisma } from '@cityevents/prisma/auth';
import { snapshot } from './register-person.ts';

/** A fact about an account that asks for a mail to its owner. */
type AccountFact = AccountMessage extends infer M
  ? M extends AccountMessage
    ? { type: M['type']; data: M['data'] }
    : never
  : never;

/**
 * Changes a person and tells the others who they are now, as the next of the person's facts. What the change depends on
 * must have been read under the person's lock (lockPersonTx).
 *
 * @throws Prisma's P2002 when a verified address is another account's (see isAddressTaken); the transaction is then aborted.
 */
export async function tellPersonTx(
  tx: AuthTransaction,
  personId: string,
  change: Prisma.PersonUpdateInput,
): Promise<Person> {
  const person = await tx.person.update({ where: { id: personId }, data: { ...change, sequence: { increment: 1 } } });
  const { id: aggregateId, sequence } = person;
  const fact = { aggregateId, sequence, occurredAt: new Date(), data: snapshot(person) };
  await enqueueTx(tx, [{ type: 'person.updated.v1', owner: 'auth', ...fact }]);
  return person;
}

/** Asks for a mail to the owner of an account, as the next of the person's facts. */
export async function tellAccountTx(tx: AuthTransaction, personId: string, fact: AccountFact): Promise<void> {
  const { sequence } = await tx.person.update({
    where: { id: personId },
    data: { sequence: { increment: 1 } },
    select: { sequence: true },
  });
  const message = { ...fact, owner: 'auth', aggregateId: personId, sequence, occurredAt: new Date() };
  await enqueueTx(tx, [message as NewMessage]);
}
