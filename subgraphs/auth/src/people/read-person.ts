import type { AuthDatabase, Person } from '@cityevents/prisma/auth';
import { z } from 'zod';

const uuid = z.uuid();

/** What is shown of a person; who may see which field is decided in resolvers/User.ts. */
export type ShownPerson = Pick<
  Person,
  | 'id'
  | 'displayName'
  | 'email'
  | 'emailVerifiedAt'
  | 'isAdmin'
  | 'interests'
  | 'homeCity'
  | 'timezone'
  | 'locale'
  | 'mutedMails'
  | 'deletedAt'
>;

/**
 * The person with the id, or null. Prisma makes one query of the reads of one tick, so a page of organizers is one
 * round trip.
 */
export async function readPerson(database: AuthDatabase, id: string): Promise<ShownPerson | null> {
  if (!uuid.safeParse(id).success) return null;
  return database.person.findUnique({
    where: { id },
    select: {
      id: true,
      displayName: true,
      email: true,
      emailVerifiedAt: true,
      isAdmin: true,
      interests: true,
      homeCity: true,
      timezone: true,
      locale: true,
      mutedMails: true,
      deletedAt: true,
    },
  });
}
