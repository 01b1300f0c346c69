import { unwatchFile, watchFile } from 'node:fs';
import { loadKeys, readKeysFile } from '@cityevents/service/keys-file';
import type { Logger } from '@cityevents/service/logger';
import { type AccessTokens, createAccessTokens } from './access-tokens.ts';

/** How often it is looked whether the file has changed. */
const LOOK_EVERY_MS = 2_000;

/**
 * Access tokens of the signing keys in `file`, and, once they are replaced there, of those. A file that is damaged or gone
 * changes nothing but the log: the keys at hand stay in use.
 *
 * @throws KeysFileError when the keys can be neither read nor made to begin with.
 */
export async function followKeysFile(
  file: string,
  logger: Logger,
): Promise<{ accessTokens: AccessTokens; stopFollowing: () => Promise<void> }> {
  let current = await createAccessTokens(await loadKeys(file));
  let reading = Promise.resolve();

  async function read(): Promise<void> {
    try {
      const content = await readKeysFile(file);
      if (!content) throw new Error('the file is gone');
      current = await createAccessTokens(content.keys);
      logger.info({ kids: content.keys.map(({ kid }) => kid) }, 'signing keys taken over');
    } catch (error) {
      logger.error({ err: error, file }, 'the signing keys have changed and can’t be used; those before stay in use');
    }
  }
  const onChange = () => {
    reading = reading.then(read);
  };
  // By polling: notifications don't cross the mounts of containers.
  watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, onChange);

  return {
    accessTokens: { issue: (holder) => current.issue(holder), publicKeys: () => current.publicKeys() },
    stopFollowing: async () => {
      unwatchFile(file, onChange);
      await reading;
    },
  };
}
