import { createHash, randomBytes } from 'node:crypto';

/** A new refresh token: 256 random bits, for the browser's cookie alone. */
export function createRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. It is random already, so a fast hash without salt is enough. */
export function hashRefreshToken(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(token).digest());
}
