import { isDeepStrictEqual } from 'node:util';
import type { AuthDatabase, Person } from '@cityevents/prisma/auth';
import { lockLivePersonTx } from './lock-person.ts';
import type { ProfileChanges } from './profile-input.ts';
import { tellPersonTx } from './tell-person.ts';

/**
 * Changes what a person tells of themselves, and tells it the others; what changes nothing tells nothing.
 *
 * @throws UnauthenticatedError when the account was deleted.
 */
export async function updateProfile(
  database: AuthDatabase,
  personId: string,
  changes: ProfileChanges,
): Promise<Person> {
  return database.$transaction(async (tx) => {
    const person = await lockLivePersonTx(tx, personId);
    return isDeepStrictEqual({ ...person, ...changes }, person) ? person : tellPersonTx(tx, personId, changes);
  });
}
