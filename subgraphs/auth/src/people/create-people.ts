import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { type AuthDatabase, createAuthDatabase } from '@cityevents/prisma/auth';
import { KeysFileError, readKeysFile } from '@cityevents/service/keys-file';
import { ACCESS_TOKEN_SECONDS } from '@cityevents/viewer';
import { createPasswordHasher } from '../passwords/hasher.ts';
import { type AccessTokens, createAccessTokens } from '../tokens/access-tokens.ts';
import { inventName } from './invented-names.ts';
import { registerPeopleTx } from './register-person.ts';

/** The running system's database and keys, as its environment names them. */
export type AuthAccess = { AUTH_DATABASE_URL: string; AUTH_KEYS_FILE: string };

export type CreatePeopleOptions = {
  count: number;
  /** The one password of all of them. Without it nobody can sign in as them; their access tokens work all the same. */
  password?: string;
  /** Told after each batch how many there are. */
  onProgress?: (created: number) => void;
};

/** Somebody to act as. */
export type CreatedPerson = { userId: string; email: string; accessToken: string };

const BATCH = 500;

/**
 * Makes invented people who are signed in, for races and demos: the same rows and messages that signing up makes, in
 * bulk and with one password hash, since the front door is throttled by address.
 *
 * @throws KeysFileError when the system's signing keys can't be read.
 */
export async function* createPeople(
  { AUTH_DATABASE_URL, AUTH_KEYS_FILE }: AuthAccess,
  { count, password, onProgress }: CreatePeopleOptions,
): AsyncGenerator<CreatedPerson> {
  // Never made here: tokens signed with keys the system doesn't have would be good for nothing.
  const file = await readKeysFile(AUTH_KEYS_FILE);
  if (!file) throw new KeysFileError(`${AUTH_KEYS_FILE}: there are no signing keys yet. Start the system first.`);
  const accessTokens = await createAccessTokens(file.keys);
  const passwordHash = await (await createPasswordHasher()).hash(password ?? randomBytes(32).toString('base64url'));
  const run = randomUUIDv7().slice(-12);
  const database = createAuthDatabase(AUTH_DATABASE_URL, { applicationName: 'people', maxConnections: 1 });
  try {
    for (let first = 0; first < count; first += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) => first + index + 1);
      const people = numbers.map((number) => ({
        email: `person-${run}-${number}@people.cityevents.test`,
        displayName: inventName(number),
        passwordHash,
        emailVerifiedAt: new Date(),
      }));
      const signedIn = await createSignedIn(database, accessTokens, people);
      onProgress?.(first + signedIn.length);
      yield* signedIn;
    }
  } finally {
    await database.$disconnect();
  }
}

async function createSignedIn(
  database: AuthDatabase,
  accessTokens: AccessTokens,
  newPeople: Parameters<typeof registerPeopleTx>[1],
): Promise<CreatedPerson[]> {
  const registered = await database.$transaction(async (tx) => {
    const people = await registerPeopleTx(tx, newPeople);
    // Without a refresh token, a session ends with its access token.
    const expiresAt = new Date(Date.now() + ACCESS_TOKEN_SECONDS * 1000);
    const sessions = people.map(({ id }) => ({ id: randomUUIDv7(), personId: id, expiresAt }));
    await tx.session.createMany({ data: sessions });
    const sessionOf = new Map(sessions.map((session) => [session.personId, session.id]));
    return people.map(({ id, email }) => ({ userId: id, email, sessionId: sessionOf.get(id) ?? '' }));
  });
  return Promise.all(
    registered.map(async ({ userId, email, sessionId }) => {
      const { accessToken } = await accessTokens.issue({ userId, sessionId, emailVerified: true });
      return { userId, email, accessToken };
    }),
  );
}
