import type { AuthTransaction, Person } from '@cityevents/prisma/auth';
import { UnauthenticatedError } from '@cityevents/viewer';

/** Takes the person's row lock. Whoever needs sessions' locks too takes them after it. */
export async function lockPersonTx(tx: AuthTransaction, personId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM people WHERE id = ${personId}::uuid FOR UPDATE`;
}

/**
 * Takes the person's row lock and reads them as they are then. FOR UPDATE and nothing weaker, since deleting an account
 * changes the verified address, a key: PostgreSQL would take the stronger lock then, with sessions in hand already, and
 * wait for who holds a share of the person and waits for one of those.
 *
 * @throws UnauthenticatedError when the account was deleted: its tokens live on for some seconds.
 */
export async function lockLivePersonTx(tx: AuthTransaction, personId: string): Promise<Person> {
  await lockPersonTx(tx, personId);
  const person = await tx.person.findFirst({ where: { id: personId, deletedAt: null } });
  if (!person) throw new UnauthenticatedError('This account was deleted.');
  return person;
}

/** Takes the row locks of the next people by id, deleted ones among them, and reads them as they are then. */
export async function lockNextPeopleTx(tx: AuthTransaction, afterId: string, limit: number): Promise<Person[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM people WHERE id > ${afterId}::uuid ORDER BY id LIMIT ${limit} FOR UPDATE`;
  return tx.person.findMany({ where: { id: { in: locked.map(({ id }) => id) } }, orderBy: { id: 'asc' } });
}

/** Takes the row lock of whom a mail's unsubscribe key belongs to; null when it is nobody's. */
export async function lockPersonOfMailTx(tx: AuthTransaction, unsubscribeKey: string): Promise<Person | null> {
  await tx.$queryRaw`SELECT FROM people WHERE unsubscribe_key = ${unsubscribeKey}::uuid FOR UPDATE`;
  return tx.person.findFirst({ where: { unsubscribeKey, deletedAt: null } });
}
