import { TOKEN_AUDIENCE, TOKEN_ISSUER, type Viewer } from '@cityevents/viewer';
import { importJWK, type JSONWebKeySet, SignJWT } from 'jose';
import type { PrivateKey } from './keys-file.ts';

/** How long an access token is good: the longest a signed-out person's token can linger. */
export const ACCESS_TOKEN_SECONDS = 10 * 60;

export type AccessToken = { accessToken: string; accessTokenExpiresAt: Date };

export type AccessTokens = {
  /** A new token with which the viewer is known to every subgraph. */
  issue: (viewer: Viewer) => Promise<AccessToken>;
  /** What others check them with. */
  publicKeys: JSONWebKeySet;
};

/** Issues access tokens, signed with the first of `keys` and checked with any of them. */
export async function createAccessTokens(keys: PrivateKey[]): Promise<AccessTokens> {
  const [signing] = keys;
  if (!signing) throw new Error('there is no signing key');
  const key = await importJWK(signing, 'EdDSA');
  return {
    publicKeys: { keys: keys.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x, alg: 'EdDSA', use: 'sig' })) },
    issue: async ({ userId, sessionId }) => {
      const now = Math.floor(Date.now() / 1000);
      const accessToken = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'EdDSA', kid: signing.kid, typ: 'JWT' })
        .setIssuer(TOKEN_ISSUER)
        .setAudience(TOKEN_AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(now)
        .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
        .sign(key);
      return { accessToken, accessTokenExpiresAt: new Date((now + ACCESS_TOKEN_SECONDS) * 1000) };
    },
  };
}
