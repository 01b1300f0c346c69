import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AuthUnderTest,
  anyAddress,
  newPerson,
  password,
  refreshMutation,
  requestResetMutation,
  revokeMutation,
  signInAgain,
  signInMutation,
  signUpMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';
import { exchangeKey, newApiKey } from './own-api-key.ts';
import { atThePeoplesLocks } from './person-race.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const DELETE = `mutation ($password: String!) { deleteAccount(input: { password: $password }) {
  deletedUserId userErrors { code message field retryAfterSeconds } } }`;
const deleteAccount = (accessToken: string, given = password, address = anyAddress()) =>
  auth.ask(DELETE, { accessToken, address, variables: { password: given } });
const personOf = (id: string) => auth.database.person.findUniqueOrThrow({ where: { id } });

/** Where in the database a text stands, in whatever table and column. */
async function findText(text: string): Promise<string[]> {
  const tables = await auth.database.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`;
  expect(tables.length).toBeGreaterThan(5);
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await auth.database.$queryRawUnsafe<{ count: bigint }[]>(
      `SELECT count(*) FROM "${name}" AS t WHERE t::text ILIKE '%' || $1 || '%'`,
      text,
    );
    if (row!.count > 0n) found.push(name);
  }
  return found;
}

describe('a deleted account', () => {
  test('leaves no way in, and of the person nothing but the id', async () => {
    const name = `Zenobia ${randomUUID()}`;
    const ada = await newPerson(auth);
    const rename = `mutation ($name: String!) { updateProfile(input: { displayName: $name, homeCity: $name }) {
      userErrors { code } } }`;
    await auth.ask(rename, { accessToken: ada.accessToken, variables: { name } });
    const elsewhere = await signInAgain(auth, ada.email);
    const key = await newApiKey(auth, ada.accessToken, ['profile:read'], `key of ${name}`);
    expect(await findText(name)).toEqual(['api_keys', 'outbox', 'people', 'security_events']);

    const answer = await deleteAccount(ada.accessToken);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.deleteAccount).toEqual({ deletedUserId: ada.userId, userErrors: [] });
    expect(answer.setCookie).toMatch(/^cityevents_refresh=; Max-Age=0;/);

    for (const cookie of [ada.refreshToken, elsewhere.refreshToken]) {
      const { data } = await auth.ask(refreshMutation, { cookie });
      expect(data.refreshSession.userErrors).toMatchObject([{ code: 'SESSION_ENDED' }]);
    }
    const signIn = await auth.ask(signInMutation, { variables: { input: { email: ada.email, password } } });
    expect(signIn.data.signIn.userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS' }]);
    expect(await exchangeKey(auth, key)).toBeNull();
    // The facts of before, as the relay takes them away.
    await auth.database.outboxMessage.deleteMany({ where: { routingKey: { not: 'person.deleted.v1' } } });
    for (const text of [name, ada.email]) expect(await findText(text)).toEqual([]);
    const sessions = await auth.database.session.findMany({ where: { personId: ada.userId } });
    expect(sessions).toHaveLength(2);
    for (const session of sessions) {
      expect(session).toMatchObject({ endReason: 'account deleted', device: 'an unknown device', network: null });
    }
  });

  test('is told of at once, and again when the last access token has run out', async () => {
    const ada = await newPerson(auth);
    const before = Date.now();
    await deleteAccount(ada.accessToken);
    const facts = await auth.database.outboxMessage.findMany({
      where: { aggregateId: ada.userId },
      orderBy: { position: 'asc' },
    });
    expect(facts.map(({ sequence }) => sequence)).toEqual(facts.map((_, index) => BigInt(index + 1)));
    const [atOnce, again] = facts.slice(-2);
    for (const fact of [atOnce, again]) {
      expect(fact).toMatchObject({ routingKey: 'person.deleted.v1', payload: { userId: ada.userId } });
    }
    expect(atOnce!.availableAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect(again!.availableAt.getTime()).toBeGreaterThanOrEqual(before + 10 * 60_000);
  });

  test('shows others a name of nobody, and its last token nothing at all', async () => {
    const ada = await newPerson(auth);
    await deleteAccount(ada.accessToken);
    const query = `query ($representations: [_Any!]!) { viewer { id } _entities(representations: $representations) {
      ... on User { displayName email emailVerified interests sessions { id } apiKeys { id } } } }`;
    const variables = { representations: [{ __typename: 'User', id: ada.userId }] };
    const { data } = await auth.ask(query, { accessToken: ada.accessToken, variables });
    const nothing = { email: null, emailVerified: null, interests: [], sessions: null, apiKeys: null };
    expect(data).toEqual({ viewer: null, _entities: [{ displayName: 'Deleted account', ...nothing }] });
    const again = await deleteAccount(ada.accessToken);
    expect(again.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test('leaves its address to who signs up with it anew', async () => {
    const ada = await newPerson(auth);
    await deleteAccount(ada.accessToken);
    const input = { email: ada.email, password, displayName: 'Ada again' };
    const { data } = await auth.ask(signUpMutation, { variables: { input } });
    expect(data.signUp.userErrors).toEqual([]);
    const { data: signedIn } = await auth.ask(signInMutation, { variables: { input: { email: ada.email, password } } });
    expect(signedIn.signIn.user.displayName).toBe('Ada again');
  });
});

describe('deleteAccount', () => {
  test('refuses a wrong password, changes nothing, and counts it as a failed sign-in', async () => {
    const ada = await newPerson(auth);
    const address = anyAddress();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const { data, setCookie } = await deleteAccount(ada.accessToken, 'not the password', address);
      expect(data.deleteAccount).toMatchObject({
        deletedUserId: null,
        userErrors: [{ code: 'WRONG_PASSWORD', field: ['input', 'password'] }],
      });
      expect(setCookie).toBeNull();
    }
    const { data } = await deleteAccount(ada.accessToken, password, address);
    expect(data.deleteAccount.userErrors).toMatchObject([{ code: 'THROTTLED', retryAfterSeconds: expect.any(Number) }]);
    const signIn = await auth.ask(signInMutation, { address, variables: { input: { email: ada.email, password } } });
    expect(signIn.data.signIn.userErrors).toMatchObject([{ code: 'THROTTLED' }]);
    expect(await personOf(ada.userId)).toMatchObject({ deletedAt: null, email: ada.email });
  });

  test('leaves nothing to those who wait for the same account behind it', async () => {
    const ada = await newPerson(auth);
    const [session] = await auth.database.session.findMany({ where: { personId: ada.userId } });
    const { accessToken } = ada;
    const create = `mutation { createApiKey(input: { name: "late", scopes: ["events:read"] }) { secret } }`;
    const rename = `mutation { updateProfile(input: { displayName: "Ada once more" }) { user { id } } }`;
    const signIn = { email: ada.email, password };
    const [deleted, ...others] = await atThePeoplesLocks(
      auth,
      [ada.userId],
      [
        () => deleteAccount(accessToken),
        () => auth.ask(create, { accessToken }),
        () => auth.ask(rename, { accessToken }),
        () => auth.ask('{ viewer { dataExport { id } } }', { accessToken }),
        () => auth.ask(refreshMutation, { cookie: ada.refreshToken }),
        () => auth.ask(revokeMutation, { accessToken, variables: { id: session!.id } }),
        () => auth.ask(signInMutation, { variables: { input: signIn } }),
        () => auth.ask(requestResetMutation, { variables: { input: { email: ada.email } } }),
      ],
    );
    expect(deleted!.data.deleteAccount.userErrors).toEqual([]);
    const codes = others.map(({ data, errors }) => {
      const [payload] = Object.values(data ?? {}) as { userErrors?: { code: string }[] }[];
      return errors?.[0].extensions.code ?? payload?.userErrors?.[0]?.code ?? 'OK';
    });
    expect(codes).toEqual([
      ...Array(3).fill('UNAUTHENTICATED'),
      'SESSION_ENDED',
      'SESSION_NOT_FOUND',
      'INVALID_CREDENTIALS',
      // Whether the address has an account isn't said; what counts is that no link is on its way.
      'OK',
    ]);
    expect(await auth.database.emailToken.count({ where: { personId: ada.userId } })).toBe(0);
    expect(await auth.database.securityEvent.count({ where: { personId: ada.userId } })).toBe(0);
    expect(await personOf(ada.userId)).toMatchObject({ displayName: 'Deleted account', deletedAt: expect.any(Date) });
    expect(await auth.database.apiKey.count({ where: { personId: ada.userId } })).toBe(0);
    expect(await auth.database.session.count({ where: { personId: ada.userId, endedAt: null } })).toBe(0);
    const facts = await auth.database.outboxMessage.findMany({
      where: { aggregateId: ada.userId },
      orderBy: { sequence: 'desc' },
    });
    expect(facts[0]!.routingKey).toBe('person.deleted.v1');
    expect(Number(facts[0]!.sequence)).toBe(facts.length);
  });
});
