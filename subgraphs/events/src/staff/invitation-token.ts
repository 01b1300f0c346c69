import { createHash, randomBytes } from 'node:crypto';

/** A new token for a mailed link: 256 random bits. */
export function createInvitationToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. It is random already, so a fast hash without salt is enough. */
export function hashInvitationToken(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(token).digest());
}
