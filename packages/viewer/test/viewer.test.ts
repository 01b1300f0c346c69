import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { everyScope } from '../src/scopes.ts';
import { createTokenVerifier, requireViewer, UnauthenticatedError, type VerifyToken } from '../src/viewer.ts';

const userId = '01980000-0000-7000-8000-000000000001';
const sessionId = '01980000-0000-7000-8000-000000000002';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
type Claims = { issuer?: string; audience?: string; expiresIn?: number; sub?: string; sid?: string; kid?: string };

let keys: Keys;
let server: Server;
let keySet: { status: number; body: unknown; fetches: number };
let verify: VerifyToken;

beforeEach(async () => {
  keys = await generateKeyPair('EdDSA');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'EdDSA', use: 'sig' };
  keySet = { status: 200, body: { keys: [jwk] }, fetches: 0 };
  server = createServer((_request, response) => {
    keySet.fetches += 1;
    response.writeHead(keySet.status, { 'content-type': 'application/json' }).end(JSON.stringify(keySet.body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  verify = createTokenVerifier({ jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json` });
});

afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

function token(claims: Claims = {}, signWith: Keys = keys): Promise<string> {
  return new SignJWT({ sid: claims.sid ?? sessionId })
    .setProtectedHeader({ alg: 'EdDSA', kid: claims.kid ?? 'one' })
    .setSubject(claims.sub ?? userId)
    .setIssuer(claims.issuer ?? 'cityevents')
    .setAudience(claims.audience ?? 'cityevents')
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + (claims.expiresIn ?? 600))
    .sign(signWith.privateKey);
}

describe('a good token', () => {
  test('names its person and session', async () => {
    expect(await verify(`Bearer ${await token()}`)).toMatchObject({ userId, sessionId });
  });

  test('is believed from the cache, and the key set is fetched once', async () => {
    const header = `Bearer ${await token()}`;
    const first = await verify(header);
    expect(await verify(header)).toBe(first);
    await verify(`Bearer ${await token({ expiresIn: 300 })}`);
    expect(keySet.fetches).toBe(1);
  });
});

describe('as time goes by', () => {
  const pass = (seconds: number) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });
  };

  test('a token in the cache expires when it says', async () => {
    const header = `Bearer ${await token({ expiresIn: 30 })}`;
    await verify(header);
    pass(31);
    await expect(verify(header)).rejects.toThrow('expired');
  });

  test('a withdrawn key stops being believed, once the key set was fetched again', async () => {
    const header = `Bearer ${await token()}`;
    await verify(header);
    const other = await generateKeyPair('EdDSA');
    keySet.body = { keys: [{ ...(await exportJWK(other.publicKey)), kid: 'two', alg: 'EdDSA' }] };
    pass(6 * 60);
    // The first request after that still goes by the old set; nobody waits for the new one.
    expect(await verify(header)).toMatchObject({ userId, sessionId });
    // That the new set has come shows in a token nobody has seen yet; one that was believed stays in the cache.
    let expiresIn = 300;
    await vi.waitFor(async () =>
      expect(verify(`Bearer ${await token({ expiresIn: expiresIn++ })}`)).rejects.toBeInstanceOf(UnauthenticatedError),
    );
    expect(keySet.fetches).toBe(2);
    pass(61);
    await expect(verify(header)).rejects.toBeInstanceOf(UnauthenticatedError);
  });
});

test('no header means nobody', async () => {
  expect(await verify(undefined)).toBeNull();
});

describe('refused as UNAUTHENTICATED:', () => {
  const refusals: Record<string, () => Promise<string>> = {
    'an expired token': async () => `Bearer ${await token({ expiresIn: -1 })}`,
    'another audience': async () => `Bearer ${await token({ audience: 'someone-else' })}`,
    'another issuer': async () => `Bearer ${await token({ issuer: 'someone-else' })}`,
    'a subject that is no id': async () => `Bearer ${await token({ sub: "'; drop table people" })}`,
    'a session that is no id': async () => `Bearer ${await token({ sid: 'x' })}`,
    'a foreign key under our key id': async () => `Bearer ${await token({}, await generateKeyPair('EdDSA'))}`,
    'an unknown key id': async () => `Bearer ${await token({ kid: 'two' }, await generateKeyPair('EdDSA'))}`,
    'alg none': async () => `Bearer ${unsigned({ alg: 'none' })}`,
    'alg none naming our key': async () => `Bearer ${unsigned({ alg: 'none', kid: 'one' })}`,
    'another algorithm, signed with the public key as its secret': async () => `Bearer ${await signedWithPublicKey()}`,
    'a changed payload': async () => {
      const [header, , signature] = (await token()).split('.');
      return `Bearer ${header}.${unsigned({}).split('.')[1]}.${signature}`;
    },
    garbage: async () => 'Bearer garbage',
    'three parts of garbage': async () => 'Bearer a.b.c',
    'another scheme': async () => 'Basic dXNlcjpwYXNz',
    'an empty header': async () => '',
  };
  for (const [name, header] of Object.entries(refusals)) {
    test(name, async () => {
      const error = await verify(await header()).then(
        () => expect.unreachable('accepted'),
        (refusal: unknown) => refusal,
      );
      expect(error).toBeInstanceOf(UnauthenticatedError);
      expect((error as UnauthenticatedError).extensions.code).toBe('UNAUTHENTICATED');
    });
  }
});

describe('when the key set cannot be had', () => {
  test('it is a fault and not the token’s', async () => {
    keySet.status = 503;
    await expect(verify(`Bearer ${await token()}`)).rejects.not.toBeInstanceOf(UnauthenticatedError);
  });

  test('the next token tries again', async () => {
    keySet.status = 503;
    await expect(verify(`Bearer ${await token()}`)).rejects.toThrow();
    keySet.status = 200;
    expect(await verify(`Bearer ${await token()}`)).toMatchObject({ userId, sessionId });
  });

  test('known keys go on working', async () => {
    await verify(`Bearer ${await token()}`);
    keySet.status = 503;
    expect(await verify(`Bearer ${await token({ expiresIn: 300 })}`)).toMatchObject({ userId, sessionId });
  });
});

test('requireViewer lets a viewer through and refuses nobody', () => {
  const viewer = { userId, sessionId, scopes: everyScope, emailVerified: true };
  expect(requireViewer(viewer)).toBe(viewer);
  expect(() => requireViewer(null)).toThrow(UnauthenticatedError);
});

function unsigned(header: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 600;
  return `${part(header)}.${part({ sub: userId, sid: sessionId, iss: 'cityevents', aud: 'cityevents', exp })}.`;
}

/** The classic confusion: a verifier that trusts the header's alg would take the public key as an HMAC secret. */
async function signedWithPublicKey(): Promise<string> {
  const { x } = await exportJWK(keys.publicKey);
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: 'HS256', kid: 'one' })
    .setSubject(userId)
    .setIssuer('cityevents')
    .setAudience('cityevents')
    .setExpirationTime('10m')
    .sign(Buffer.from(x ?? '', 'base64url'));
}
