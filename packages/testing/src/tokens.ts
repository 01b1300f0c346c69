import { randomUUIDv7 } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { listenOnLoopback } from './loopback.ts';

/** Stands in for the auth subgraph towards the others: signs access tokens and publishes the key. */
export interface TestIdentity {
  /** Where the public key is served, as auth serves it at /.well-known/jwks.json. */
  jwksUrl: string;
  /** An access token as auth issues it; the options make it a wrong one. */
  tokenFor(userId: string, options?: TokenOptions): Promise<string>;
  close(): Promise<void>;
}

export interface TokenOptions {
  /** The session's id; a new one by default. */
  sessionId?: string;
  issuer?: string;
  audience?: string;
  /** From now; negative for a token that has expired. */
  expiresInSeconds?: number;
  /** An API key's scopes; without them the token is a session's. */
  scopes?: string[];
  /** Whether the person's address is known to be theirs; it is, by default. */
  emailVerified?: boolean;
  /** Whether they look after the platform; nobody does, by default. */
  admin?: boolean;
}

/** A key pair of its own and a JWKS server on a free loopback port. */
export async function createTestIdentity(): Promise<TestIdentity> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const kid = randomUUIDv7();
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' }] });
  const server = createServer((request, response) => {
    if (request.url !== '/.well-known/jwks.json') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(jwks);
  });
  const { port, close } = await listenOnLoopback(server);

  return {
    jwksUrl: `http://127.0.0.1:${port}/.well-known/jwks.json`,
    close,
    tokenFor: (userId, options = {}) => {
      const { sessionId = randomUUIDv7(), issuer = 'cityevents', audience = 'cityevents', scopes } = options;
      const now = Math.floor(Date.now() / 1000);
      const rights = scopes ? { scope: scopes.join(' ') } : { sid: sessionId };
      return new SignJWT({
        ...rights,
        email_verified: options.emailVerified ?? true,
        ...(options.admin && { admin: true }),
      })
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setIssuedAt(now)
        .setExpirationTime(now + (options.expiresInSeconds ?? 600))
        .sign(privateKey);
    },
  };
}
