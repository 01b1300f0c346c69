import type { AuthDatabase, Person } from '@cityevents/prisma/auth';

/** Of those who only say that an address is theirs: so many of the first, and of the last. */
const UNVERIFIED_OF_EACH = 2;

/**
 * The accounts that an address may mean: the one whose owner has shown that it is theirs, then those that only say so, the
 * newest first. Anyone may sign up with any address, so there may be many: the first ones count as well as the last ones,
 * lest strangers push out who came before them, or keep out who comes after.
 */
export async function accountsOf(database: AuthDatabase, email: string): Promise<Person[]> {
  const unverified = (order: 'asc' | 'desc') =>
    database.person.findMany({
      where: { email, verifiedEmail: null, deletedAt: null },
      orderBy: [{ createdAt: order }, { id: order }],
      take: UNVERIFIED_OF_EACH,
    });
  const [verified, newest, oldest] = await Promise.all([
    database.person.findMany({ where: { verifiedEmail: email } }),
    unverified('desc'),
    unverified('asc'),
  ]);
  const accounts = [...verified, ...newest, ...oldest.toReversed()];
  return accounts.filter(({ id }, index) => accounts.findIndex((account) => account.id === id) === index);
}
