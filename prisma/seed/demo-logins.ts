import { createPasswordHasher } from '@cityevents/auth/passwords/hasher';
import { registerPeopleTx } from '@cityevents/auth/people/register-person';
import { createAuthDatabase } from '@cityevents/prisma/auth';

/** The password of both demo logins. */
export const demoPassword = 'cityevents-demo';

export const organizer = {
  email: 'organizer@cityevents.test',
  displayName: 'Olga Organizer',
  homeCity: 'Vienna',
  interests: ['music', 'tech'],
};

export const attendee = {
  email: 'attendee@cityevents.test',
  displayName: 'Anton Attendee',
  homeCity: 'Vienna',
  interests: ['jazz', 'food', 'workshop'],
};

/**
 * Makes the demo logins that aren't there yet, their addresses verified; those that are stay as they are.
 *
 * @returns how many were made
 */
export async function createDemoLogins(authDatabaseUrl: string): Promise<number> {
  const database = createAuthDatabase(authDatabaseUrl, { applicationName: 'demo-city', maxConnections: 1 });
  try {
    const logins = [organizer, attendee];
    const there = await database.person.findMany({
      where: { verifiedEmail: { in: logins.map(({ email }) => email) } },
      select: { verifiedEmail: true },
    });
    const missing = logins.filter(({ email }) => !there.some(({ verifiedEmail }) => verifiedEmail === email));
    if (missing.length === 0) return 0;
    const passwordHash = await (await createPasswordHasher()).hash(demoPassword);
    const emailVerifiedAt = new Date();
    await database.$transaction((tx) =>
      registerPeopleTx(
        tx,
        missing.map((login) => ({ ...login, passwordHash, emailVerifiedAt })),
      ),
    );
    return missing.length;
  } finally {
    await database.$disconnect();
  }
}
