import { createHash, randomBytes } from 'node:crypto';

/** How every key begins, so that people and scanners for leaked secrets know one when they see it. */
const PREFIX = 'ce_';
/** So much of a key is kept in clear, to tell keys apart: the prefix and 5 of its 43 random characters. */
const SHOWN = PREFIX.length + 5;
const SHAPE = /^ce_[\w-]{43}$/;

/** A new key: 256 random bits, shown to its owner once. */
export function createApiKeySecret(): { secret: string; prefix: string; hash: Uint8Array<ArrayBuffer> } {
  const secret = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  return { secret, prefix: secret.slice(0, SHOWN), hash: hashApiKey(secret) };
}

/** What is stored of a key. It is random already, so a fast hash without salt is enough. */
export function hashApiKey(secret: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(secret).digest());
}

/** Whether it could be a key of ours. */
export function looksLikeApiKey(text: string): boolean {
  return SHAPE.test(text);
}
