import { KeysFileError, makeKey, readKeysFile, replaceKeysFile } from '@cityevents/service/keys-file';

/**
 * How long keys stay before they may be rotated again. The key that signs next must have reached every verifier (their
 * sets may be 5 minutes old, and a cache in between 5 more), and the last token of the key that leaves must have expired
 * (10 minutes, after the last process noticed). An hour is ample for both.
 */
export const ROTATION_PAUSE_MINUTES = 60;

/**
 * Lets the next key sign, publishes a fresh one to come after it, and keeps the one that signed for the tokens it has
 * signed. Two rotations at once are one: both let the same key sign, and of the fresh ones one stays.
 *
 * @returns the minutes to wait when the last rotation was too short a time ago; null when it was done.
 * @throws KeysFileError when there are no keys yet, or they can't be read or replaced.
 */
export async function rotateKeys(file: string, now = new Date()): Promise<number | null> {
  const content = await readKeysFile(file);
  if (!content) throw new KeysFileError(`${file}: there are no signing keys yet. Start the system first.`);
  const minutes = content.since ? (now.getTime() - Date.parse(content.since)) / 60_000 : ROTATION_PAUSE_MINUTES;
  if (minutes < ROTATION_PAUSE_MINUTES) return Math.ceil(ROTATION_PAUSE_MINUTES - minutes);

  const [signing, next] = content.keys;
  if (!signing || !next) throw new Error('fewer than two keys were read');
  await replaceKeysFile(file, { keys: [next, await makeKey(), signing], since: now.toISOString() });
  return null;
}
