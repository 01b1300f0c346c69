import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { createBoundedQueue } from './bounded-queue.ts';

/** OWASP's parameters for argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

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
  };
}

/** The same characters typed on another keyboard may be other code points (RFC 8265, section 4.2). */
function normalised(password: string): string {
  return password.normalize('NFC');
}
