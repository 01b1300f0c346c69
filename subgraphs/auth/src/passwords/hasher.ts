import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { createBoundedQueue } from './bounded-queue.ts';

/**
 * Of the parameters for argon2id that OWASP holds to be as strong as each other (Password Storage Cheat Sheet), the ones that
 * were fastest here: 12 MiB, 3 passes, 1 lane. A hash took 11 ms; 19 MiB with 2 passes took 15, 46 MiB with one 24.
 */
const PARAMETERS = { memoryCost: 12_288, timeCost: 3, parallelism: 1 };

/** Hashing at once. Its threads come from libuv's pool of four: two stay free for files and names. */
const AT_ONCE = 2;
/** Waiting at most: about three seconds' worth. More could only time out. */
const WAITING = 200;

/** Turns passwords into hashes and checks them, off the event loop and never more than a machine's cores can bear. */
export type PasswordHasher = {
  /** An argon2id hash in PHC string format. */
  hash: (password: string) => Promise<string>;
  /**
   * Whether the password belongs to the hash. Without a hash (no such account) it takes the same time and says no, so
   * that the time of an answer doesn't tell who has an account.
   */
  verify: (passwordHash: string | undefined, password: string) => Promise<boolean>;
  /**
   * Which of the hashes the password belongs to, the first that it does; -1 for none of them. They wait for their turn as
   * one, so that behind others their number doesn't show.
   */
  findMatch: (passwordHashes: readonly string[], password: string) => Promise<number>;
  /** Whether the hash was made with less work than new ones are, so that the password is worth hashing anew. */
  isWeak: (passwordHash: string) => boolean;
};

/** @throws QueueFull from both functions when too much waits already. */
export async function createPasswordHasher(): Promise<PasswordHasher> {
  const nobodys = await hash(randomBytes(32), PARAMETERS);
  const run = createBoundedQueue(AT_ONCE, WAITING);
  return {
    hash: (password) => run(() => hash(normalised(password), PARAMETERS)),
    verify: (passwordHash, password) =>
      run(async () => {
        const matches = await verify(passwordHash ?? nobodys, normalised(password));
        return passwordHash !== undefined && matches;
      }),
    findMatch: (passwordHashes, password) =>
      run(async () => {
        const text = normalised(password);
        if (passwordHashes.length === 0) await verify(nobodys, text);
        for (const [index, passwordHash] of passwordHashes.entries())
          if (await verify(passwordHash, text)) return index;
        return -1;
      }),
    isWeak: (passwordHash) => isWeakerThan(PARAMETERS, passwordHash),
  };
}

/** Work is memory times passes: by that the settings OWASP calls equal are nearly equal. */
function isWeakerThan(wanted: { memoryCost: number; timeCost: number }, passwordHash: string): boolean {
  if (!passwordHash.startsWith('$argon2id$')) return true;
  const made = parseOptions(passwordHash);
  return made.memoryCost * made.timeCost < wanted.memoryCost * wanted.timeCost;
}

/** The same characters typed on another keyboard may be other code points (RFC 8265, section 4.2). */
function normalised(password: string): string {
  return password.normalize('NFC');
}
