import type { AuthDatabase, Person } from '@cityevents/prisma/auth';

/** Anyone may sign up with any address; older attempts than these were given up. */
const UNVERIFIED_AT_MOST = 3;

/**
 * The accounts that an address may mean: the one whose owner has shown that it is theirs, then the newest of those that
 * only say so. The first is the one to mail about.
 */
export async function accountsOf(database: AuthDatabase, email: string): Promise<Person[]> {
  const [verified, unverified] = await Promise.all([
    database.person.findMany({ where: { verifiedEmail: email } }),
    database.person.findMany({
      where: { email, verifiedEmail: null, deletedAt: null },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: UNVERIFIED_AT_MOST,
    }),
  ]);
  return [...verified, ...unverified];
}
