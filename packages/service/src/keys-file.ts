import { randomBytes } from 'node:crypto';
import { chown, link, mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

/** The file with the signing keys can't be used; the message says why and what to do. */
export class KeysFileError extends Error {
  override name = 'KeysFileError';
}

const privateKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  /** RFC 7638 thumbprint. */
  kid: z.string().min(1),
  x: z.base64url().length(43),
  d: z.base64url().length(43),
});
const keysFile = z.object({
  /** The first signs, the second signs next, a third signed before. All of them are published, and tokens of all are good. */
  keys: z.array(privateKey).min(2),
  /** Since when these are the keys; not said in files from before rotation was. */
  since: z.iso.datetime().optional(),
});

/** An Ed25519 key pair as a JWK. */
export type PrivateKey = z.infer<typeof privateKey>;
/** What the file holds. */
export type KeysFile = z.infer<typeof keysFile>;

/**
 * The signing keys in `file`. The first start makes it, readable by its owner alone; of several processes that start at
 * once one makes it and all use it.
 *
 * @throws KeysFileError when it can't be made, is damaged, or others on this machine may read it.
 */
export async function loadKeys(file: string): Promise<PrivateKey[]> {
  return ((await readKeysFile(file)) ?? (await makeKeysFile(file))).keys;
}

/** What is in `file`; null when there is no such file. Throws as loadKeys does. */
export async function readKeysFile(file: string): Promise<KeysFile | null> {
  let text: string;
  try {
    const { mode } = await stat(file);
    // Group bits are let pass: containers mount secrets for a group.
    if (process.platform !== 'win32' && (mode & 0o007) !== 0) {
      throw new KeysFileError(
        `${file}: everyone on this machine may read the signing keys. chmod 600 it, or delete it.`,
      );
    }
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    if (error instanceof KeysFileError) throw error;
    throw new KeysFileError(`${file}: the signing keys can't be read (${reason(error)}).`);
  }
  const parsed = keysFile.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new KeysFileError(
    `${file}: no file of at least two Ed25519 signing keys. Deleted, it is made anew; what the old ones have signed is then good no more.`,
  );
}

/**
 * Puts new keys in the place of those in `file`. Nobody ever reads half of it, it stays its owner's, and only its owner
 * can read it.
 *
 * @throws KeysFileError when that can't be done; the old keys are then still there.
 */
export async function replaceKeysFile(file: string, content: KeysFile): Promise<void> {
  try {
    const { uid, gid } = await stat(file);
    const draft = await writeDraft(file, content);
    try {
      // An administrator may rotate what belongs to the account that auth runs as.
      await chown(draft, uid, gid);
      await rename(draft, file);
    } catch (error) {
      await unlink(draft);
      throw error;
    }
  } catch (error) {
    throw new KeysFileError(`${file}: the signing keys can't be replaced (${reason(error)}).`);
  }
}

async function makeKeysFile(file: string): Promise<KeysFile> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const keys = [await makeKey(), await makeKey()];
    const draft = await writeDraft(file, { keys, since: new Date().toISOString() });
    try {
      // A link fails where a rename would overwrite: the first process wins, and nobody reads half a file.
      await link(draft, file);
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw error;
    } finally {
      await unlink(draft);
    }
  } catch (error) {
    throw new KeysFileError(`${file}: the signing keys can't be made (${reason(error)}).`);
  }
  const made = await readKeysFile(file);
  if (!made) throw new KeysFileError(`${file}: the signing keys vanished while starting.`);
  return made;
}

/** The content in a file of its own beside `file`. */
async function writeDraft(file: string, content: KeysFile): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return draft;
}

/** A new key pair. */
export async function makeKey(): Promise<PrivateKey> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  return privateKey.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
