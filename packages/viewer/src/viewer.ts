import { GraphQLError } from 'graphql';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { z } from 'zod';
import { adminScopes, everyScope, readScopes, type Scope } from './scopes.ts';

/** Who is asking: a person, from a session (one sign-in on one device) or by an API key. */
export type Viewer = {
  userId: string;
  /** Null: by an API key. */
  sessionId: string | null;
  /** What they may do by their token; whether they may do it to this event or that is for its owner to say. */
  scopes: ReadonlySet<Scope>;
  /** Whether the person's address was known to be theirs when the token was issued. */
  emailVerified: boolean;
};

/** The `iss` and the `aud` of every access token. */
export const TOKEN_ISSUER = 'cityevents';
export const TOKEN_AUDIENCE = 'cityevents';
/** How long a session's access token is good. */
export const ACCESS_TOKEN_SECONDS = 10 * 60;

/** Turns an Authorization header into a viewer; null when there is no header. */
export type VerifyToken = (authorization: string | undefined) => Promise<Viewer | null>;

/** The request must be signed in and isn't, or its access token is not (or no longer) good. */
export class UnauthenticatedError extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: 'UNAUTHENTICATED' } });
    this.name = 'UnauthenticatedError';
  }
}

/**
 * The viewer, when somebody is signed in.
 *
 * @throws UnauthenticatedError when nobody is.
 */
export function requireViewer(viewer: Viewer | null): Viewer {
  if (!viewer) throw new UnauthenticatedError('Sign in to do this.');
  return viewer;
}

/** Whether the viewer (null: nobody) may do it. For what is told to anyone, and more of it to some. */
export function may(viewer: Viewer | null, scope: Scope): viewer is Viewer {
  return viewer?.scopes.has(scope) ?? false;
}

/** A token is a session's (`sid`), and good for everything (`admin`: on the platform too), or an API key's, and good for its `scope`. */
const claims = z
  .object({ sub: z.uuid(), exp: z.number(), email_verified: z.boolean().default(false) })
  .and(
    z.union([
      z.object({ sid: z.uuid(), scope: z.undefined().optional(), admin: z.boolean().default(false) }),
      z.object({ sid: z.undefined().optional(), scope: z.string(), admin: z.undefined().optional() }),
    ]),
  );

/** A verified token is believed this long without another look, so that a withdrawn key stops working soon. */
const CACHE_SECONDS = 60;
const CACHE_SIZE = 10_000;
/** How old the key set may get before it is fetched again beside the requests. */
const KEYS_FRESH_MS = 5 * 60_000;

/** Where the public keys are: at the auth subgraph, or, in the auth subgraph itself, at hand, as they are now. */
export type KeySource = { jwksUrl: string | URL } | { keySet: () => JSONWebKeySet };

/**
 * Makes the check of access tokens.
 *
 * A key set at `jwksUrl` is fetched with the first token, and again when a token names an unknown key (at most every 30 s). An
 * old set is renewed in the background and keeps working when that fails, so that people stay signed in everywhere
 * else while the auth subgraph is away.
 *
 * The check throws UnauthenticatedError for a token that is not good, and any other error when the keys can't be had.
 */
export function createTokenVerifier(source: KeySource): VerifyToken {
  const keys = 'keySet' in source ? createLocalKeySet(source.keySet) : createRemoteKeySet(new URL(source.jwksUrl));
  const cache = new Map<string, { viewer: Viewer; until: number }>();

  return async function verify(authorization) {
    if (authorization === undefined) return null;
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) throw new UnauthenticatedError('The Authorization header must be "Bearer <access token>".');

    const known = cache.get(token);
    if (known && known.until > Date.now()) return known.viewer;
    cache.delete(token);

    const { viewer, expiresAt } = await verifyToken(token, keys);
    // Oldest first out: a Map keeps the order in which its keys came.
    if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value ?? '');
    cache.set(token, { viewer, until: Math.min(expiresAt, Date.now() + CACHE_SECONDS * 1000) });
    return viewer;
  };
}

function createLocalKeySet(current: () => JSONWebKeySet): JWTVerifyGetKey {
  let known: { set: JSONWebKeySet; keys: JWTVerifyGetKey } | undefined;
  return (header, token) => {
    const set = current();
    if (known?.set !== set) known = { set, keys: createLocalJWKSet(set) };
    return known.keys(header, token);
  };
}

function createRemoteKeySet(url: URL): JWTVerifyGetKey {
  // Never too old for jose itself: its own renewal would fail requests while the auth subgraph is away.
  const remote = createRemoteJWKSet(url, { cacheMaxAge: Number.POSITIVE_INFINITY, timeoutDuration: 2_000 });
  let renewAt = Date.now() + KEYS_FRESH_MS;
  return (header, token) => {
    if (Date.now() >= renewAt) {
      renewAt = Date.now() + KEYS_FRESH_MS;
      remote.reload().catch(() => {
        renewAt = Date.now() + 10_000;
      });
    }
    return remote(header, token);
  };
}

async function verifyToken(token: string, keys: JWTVerifyGetKey): Promise<{ viewer: Viewer; expiresAt: number }> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['EdDSA'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      requiredClaims: ['sub', 'exp'],
    });
    const { sub, sid, scope, exp, admin, email_verified: emailVerified } = claims.parse(payload);
    const scopes = scope !== undefined ? readScopes(scope) : admin ? adminScopes : everyScope;
    return { viewer: { userId: sub, sessionId: sid ?? null, scopes, emailVerified }, expiresAt: exp * 1000 };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new UnauthenticatedError('The access token has expired.');
    if (isTokensFault(error)) throw new UnauthenticatedError('The access token is not valid.');
    throw error;
  }
}

/** Whether the token is to blame, and not the way to the keys. */
function isTokensFault(error: unknown): boolean {
  return (
    error instanceof z.ZodError ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported
  );
}
