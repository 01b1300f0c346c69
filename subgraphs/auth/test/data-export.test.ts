import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AuthUnderTest, newPerson, signInAgain, startAuthUnderTest } from './auth-under-test.ts';
import { newApiKey } from './own-api-key.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const EXPORT = '{ viewer { dataExport { id account } } }';
const ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on DataExport { account } } }`;

test('the export has all that auth keeps, but for what opens something', async () => {
  const { email, userId, accessToken, refreshToken } = await newPerson(auth);
  const secret = await newApiKey(auth, accessToken, ['events:read'], 'door list');
  await signInAgain(auth, email);
  const { data, errors } = await auth.ask(EXPORT, { accessToken });
  expect(errors).toBeUndefined();
  const { id, account } = data.viewer.dataExport;

  expect(id).toBe(userId);
  expect(account).toMatchObject({
    profile: { id: userId, email, displayName: 'Ada', verifiedEmail: null, interests: [] },
    sessions: { rows: [{ endedAt: null }, { endedAt: null }], truncated: false },
    apiKeys: { rows: [{ name: 'door list', prefix: secret.slice(0, 8), scopes: ['events:read'] }] },
  });
  expect(account.profile.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const kinds = account.securityEvents.rows.map(({ kind }: { kind: string }) => kind);
  // The latest first: that this was exported is the last thing that happened.
  expect(kinds[0]).toBe('DATA_EXPORTED');
  expect(kinds).toContain('API_KEY_CREATED');

  const text = JSON.stringify(account);
  const person = await auth.database.person.findUniqueOrThrow({ where: { id: userId } });
  const tokens = await auth.database.refreshToken.findMany({ where: { session: { personId: userId } } });
  const [key] = await auth.database.apiKey.findMany({ where: { personId: userId } });
  for (const hash of [key!.hash, ...tokens.map((token) => token.hash)]) {
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      expect(text).not.toContain(Buffer.from(hash).toString(form));
    }
  }
  for (const hidden of [secret, refreshToken, person.passwordHash, 'passwordHash']) expect(text).not.toContain(hidden);
});

test('nobody gets somebody else’s, however they ask', async () => {
  const [ada, bob] = [await newPerson(auth), await newPerson(auth)];
  const user = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on User { dataExport { account } } } }`;
  const ofAda = (__typename: string) => ({ representations: [{ __typename, id: ada.userId }] });
  const byBob = { accessToken: bob.accessToken };
  expect((await auth.ask(ENTITY, { ...byBob, variables: ofAda('DataExport') })).data._entities).toEqual([null]);
  expect((await auth.ask(user, { ...byBob, variables: ofAda('User') })).data._entities).toEqual([{ dataExport: null }]);
  expect(await auth.database.securityEvent.count({ where: { personId: ada.userId, kind: 'DATA_EXPORTED' } })).toBe(0);
  const own = await auth.ask(ENTITY, { accessToken: ada.accessToken, variables: ofAda('DataExport') });
  expect(own.data._entities[0].account.profile.email).toBe(ada.email);
});

test('asked for twice in one request is given once: each time would be read and sent anew', async () => {
  const { accessToken } = await newPerson(auth);
  const { data, errors } = await auth.ask('{ viewer { dataExport { one: account two: account } } }', { accessToken });
  expect(Object.values(data.viewer.dataExport).filter((part) => part === null)).toHaveLength(1);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('after 20 within an hour the next one is refused, aliases counted, and nobody else’s', async () => {
  const [ada, bob] = [await newPerson(auth), await newPerson(auth)];
  const aliases = Array.from({ length: 21 }, (_, i) => `e${i}: dataExport { id }`).join(' ');
  const { data, errors } = await auth.ask(`{ viewer { ${aliases} } }`, { accessToken: ada.accessToken });
  expect(Object.values(data.viewer).filter((given) => given === null)).toHaveLength(1);
  expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } }]);
  expect((await auth.ask(EXPORT, { accessToken: bob.accessToken })).errors).toBeUndefined();
});
