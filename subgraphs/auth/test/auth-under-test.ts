import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuthDatabase, createAuthDatabase } from '@cityevents/prisma/auth';
import { parseConfig } from '@cityevents/service/config';
import type { HttpHost } from '@cityevents/service/http-host';
import { loadKeys } from '@cityevents/service/keys-file';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase } from '@cityevents/testing/database';
import { expect } from 'vitest';
import { authConfig } from '../src/config.ts';
import { hashEmailToken } from '../src/email-tokens/email-token.ts';
import { startAuth } from '../src/server.ts';
import { createAccessTokens } from '../src/tokens/access-tokens.ts';

export const gatewaySecret = 'a secret of the tests, long enough for the rule';
export const password = 'correct horse battery';

/** The auth subgraph itself on a free port, with a database of its own. */
export type AuthUnderTest = {
  url: string;
  keysFile: string;
  databaseUrl: string;
  database: AuthDatabase;
  /** Asks as the gateway does. Every caller is another client, unless it brings an address. */
  ask: (query: string, request?: AskOptions) => Promise<Answer>;
  stop: () => Promise<void>;
};

export type AskOptions = {
  variables?: Record<string, unknown>;
  /** A refresh token to send as the cookie. */
  cookie?: string | null;
  accessToken?: string | null;
  address?: string;
  headers?: Record<string, string>;
};

export type Answer = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer has whatever the test asked for.
  data: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  errors: any[] | undefined;
  /** The Set-Cookie header, and the refresh token in it. */
  setCookie: string | null;
  refreshToken: string | null;
};

/** Starts one, with `environment` over what it would get. */
export async function startAuthUnderTest(environment: Record<string, string> = {}): Promise<AuthUnderTest> {
  const testDatabase = await createTestDatabase('auth');
  const folder = await mkdtemp(join(tmpdir(), 'cityevents-auth-'));
  const keysFile = join(folder, 'keys', 'auth.json');
  const config = parseConfig(authConfig, {
    AUTH_PORT: '0',
    LOG_LEVEL: 'silent',
    AUTH_DATABASE_URL: testDatabase.url,
    AUTH_KEYS_FILE: keysFile,
    GATEWAY_SECRET: gatewaySecret,
    ...(process.env.REDIS_URL && { REDIS_URL: process.env.REDIS_URL }),
    ...environment,
  });
  const host: HttpHost = await startAuth(config, createLogger('auth', config.LOG_LEVEL));
  const database = createAuthDatabase(testDatabase.url, { applicationName: 'test', maxConnections: 4 });
  return {
    url: host.url,
    keysFile,
    databaseUrl: testDatabase.url,
    database,
    ask: (query, options) => askAt(host.url, query, options),
    stop: async () => {
      await database.$disconnect();
      await host.stop();
      await testDatabase.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Asks the subgraph at `url` as the gateway does. */
export async function askAt(url: string, query: string, options: AskOptions = {}): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-gateway-secret': gatewaySecret,
      'x-forwarded-for': options.address ?? anyAddress(),
      ...(options.cookie && { cookie: `cityevents_refresh=${options.cookie}` }),
      ...(options.accessToken && { authorization: `Bearer ${options.accessToken}` }),
      ...options.headers,
    },
    body: JSON.stringify({ query, variables: options.variables }),
  });
  const body = (await response.json()) as { data?: unknown; errors?: unknown[] };
  const setCookie = response.headers.get('set-cookie');
  const refreshToken = /cityevents_refresh=([\w-]{43});/.exec(setCookie ?? '')?.[1] ?? null;
  return { status: response.status, data: body.data, errors: body.errors, setCookie, refreshToken };
}

/** An address nobody else has: throttles remember addresses longer than a test takes, and Redis outlives it. */
export function anyAddress(): string {
  const [a, b, c] = randomUUID().split('-');
  return `2001:db8:${b}:${c}::${a?.slice(0, 4)}`;
}

/** An e-mail address nobody else has. */
export function anyEmail(): string {
  return `${randomUUID()}@example.org`;
}

/** The token of the latest link mailed to an address. */
export async function mailedToken(auth: AuthUnderTest, email: string, what: 'email-verification' | 'password-reset') {
  const { payload } = await auth.database.outboxMessage.findFirstOrThrow({
    where: { routingKey: `account.${what}-requested.v1`, payload: { path: ['email'], equals: email } },
    orderBy: { position: 'desc' },
  });
  return (payload as { token: string }).token;
}

/** The types of the facts told of a person, the earliest first. */
export async function factsOf(auth: AuthUnderTest, personId: string): Promise<string[]> {
  const facts = await auth.database.outboxMessage.findMany({
    where: { aggregateId: personId },
    orderBy: { position: 'asc' },
  });
  // Told in the order of their numbers, none left out.
  expect(facts.map(({ sequence }) => Number(sequence))).toEqual(facts.map((_, index) => index + 1));
  return facts.map(({ routingKey }) => routingKey);
}

const session = 'accessToken accessTokenExpiresAt user { id displayName email }';

export const signUpMutation = `mutation ($input: SignUpInput!) { signUp(input: $input) {
  ${session} userErrors { code message field } } }`;
export const signInMutation = `mutation ($input: SignInInput!) { signIn(input: $input) {
  ${session} userErrors { code message field retryAfterSeconds } } }`;
export const refreshMutation = `mutation { refreshSession { ${session} userErrors { code message field } } }`;
export const signOutMutation = `mutation ($input: SignOutInput) { signOut(input: $input) {
  endedSessions userErrors { code } } }`;

export const revokeMutation = `mutation ($id: ID!) { revokeSession(input: { sessionId: $id }) {
  endedSessionId userErrors { code message field } } }`;
export const sessionsQuery = `{ viewer { sessions {
  id device country network createdAt lastSeenAt expiresAt current } } }`;

/** Signs the person in once more. */
export async function signInAgain(auth: AuthUnderTest, email: string, headers: Record<string, string> = {}) {
  const answer = await auth.ask(signInMutation, { variables: { input: { email, password } }, headers });
  return { accessToken: answer.data.signIn.accessToken as string, refreshToken: answer.refreshToken! };
}

export const requestVerificationMutation = `mutation ($input: RequestEmailVerificationInput!) {
  requestEmailVerification(input: $input) { userErrors { code message field retryAfterSeconds } } }`;
export const verifyMutation = `mutation ($input: VerifyEmailInput!) {
  verifyEmail(input: $input) { email userErrors { code message field } } }`;
export const requestResetMutation = `mutation ($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) { userErrors { code message field retryAfterSeconds } } }`;
export const resetMutation = `mutation ($input: ResetPasswordInput!) {
  resetPassword(input: $input) { email userErrors { code message field } } }`;

/** Opens a link that verifies an address, signed in to the account it was mailed for, if it is one. */
export async function verifyByLink(auth: AuthUnderTest, token: string) {
  const made = await auth.database.emailToken.findUnique({
    where: { hash: hashEmailToken(token) },
    select: { person: { select: { id: true, sessions: { take: 1 } } } },
  });
  const [session] = made?.person.sessions ?? [];
  const accessToken = session ? await tokenOf(auth, { userId: session.personId, sessionId: session.id }) : null;
  const { data } = await auth.ask(verifyMutation, { variables: { input: { token } }, accessToken });
  return data.verifyEmail;
}

/** An access token as auth issues it. */
export async function tokenOf(auth: AuthUnderTest, holder: { userId: string; sessionId: string }): Promise<string> {
  const accessTokens = await createAccessTokens(await loadKeys(auth.keysFile));
  return (await accessTokens.issue({ ...holder, emailVerified: false })).accessToken;
}

/** Somebody new whose address is verified by the mailed link, signed in. */
export async function newVerifiedPerson(auth: AuthUnderTest, email = anyEmail()) {
  const person = await newPerson(auth, email);
  const token = await mailedToken(auth, person.email, 'email-verification');
  expect((await verifyByLink(auth, token)).userErrors).toEqual([]);
  return person;
}

/** Somebody new, signed in. */
export async function newPerson(auth: AuthUnderTest, email = anyEmail()) {
  const answer = await auth.ask(signUpMutation, { variables: { input: { email, password, displayName: 'Ada' } } });
  const { accessToken, user } = answer.data.signUp;
  return { email, userId: user.id as string, accessToken: accessToken as string, refreshToken: answer.refreshToken! };
}
