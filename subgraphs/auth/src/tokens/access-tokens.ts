import type { PrivateKey } from '@cityevents/service/keys-file';
import { ACCESS_TOKEN_SECONDS, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@cityevents/viewer';
import type { Scope } from '@cityevents/viewer/scopes';
import { importJWK, type JSONWebKeySet, SignJWT } from 'jose';

/** How long a token that stands for an API key is good; the gateway asks for another each minute. */
export const API_KEY_TOKEN_SECONDS = 90;

/** Who a token is for: a person in a session, or by an API key. */
export type TokenHolder = { userId: string; emailVerified: boolean } & (
  | { sessionId: string /** Looks after the platform. */; isAdmin?: boolean; scopes?: never }
  | { sessionId?: never; isAdmin?: never; scopes: readonly Scope[] }
);

export type AccessToken = { accessToken: string; accessTokenExpiresAt: Date };

export type AccessTokens = {
  /** A new token with which its holder is known to every subgraph. */
  issue: (holder: TokenHolder) => Promise<AccessToken>;
  /** What others check them with now. */
  publicKeys: () => JSONWebKeySet;
};

/** Issues access tokens, signed with the first of `keys` and checked with any of them. */
export async function createAccessTokens(keys: PrivateKey[]): Promise<AccessTokens> {
  const [signing] = keys;
  if (!signing) throw new Error('there is no signing key');
  const key = await importJWK(signing, 'EdDSA');
  const publicKeys = { keys: keys.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x, alg: 'EdDSA', use: 'sig' })) };
  return {
    publicKeys: () => publicKeys,
    issue: async ({ userId, emailVerified, sessionId, isAdmin, scopes }) => {
      const issuedAt = Math.floor(Date.now() / 1000);
      const expiresAt = issuedAt + (scopes ? API_KEY_TOKEN_SECONDS : ACCESS_TOKEN_SECONDS);
      const rights = scopes ? { scope: scopes.join(' ') } : { sid: sessionId, ...(isAdmin && { admin: true }) };
      const accessToken = await new SignJWT({ ...rights, email_verified: emailVerified })
        .setProtectedHeader({ alg: 'EdDSA', kid: signing.kid, typ: 'JWT' })
        .setIssuer(TOKEN_ISSUER)
        .setAudience(TOKEN_AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { accessToken, accessTokenExpiresAt: new Date(expiresAt * 1000) };
    },
  };
}
