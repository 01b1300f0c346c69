import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AuthUnderTest, newPerson, signOutMutation, startAuthUnderTest } from './auth-under-test.ts';
import { exchangeKey, newApiKey } from './own-api-key.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const CREATE = 'mutation { createApiKey(input: { name: "left behind", scopes: ["profile:read"] }) { secret } }';

test('a session that has ended makes no key, though its access token lives on for a moment', async () => {
  const { accessToken, userId } = await newPerson(auth);
  await auth.ask(signOutMutation, { accessToken, variables: { input: { everywhere: true } } });
  const { data, errors } = await auth.ask(CREATE, { accessToken });
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(await auth.database.apiKey.count({ where: { personId: userId } })).toBe(0);
});

test('of many made at once, no more are made than one may have', async () => {
  const { accessToken, userId } = await newPerson(auth);
  const keys = Array.from({ length: 48 }, (_, i) => ({
    id: crypto.randomUUID(),
    personId: userId,
    hash: Uint8Array.from(Buffer.from(`${userId}${i}`)),
    prefix: 'ce_00000',
    name: `key ${i}`,
    scopes: ['checkin'],
  }));
  await auth.database.apiKey.createMany({ data: keys });
  const answers = await Promise.all(Array.from({ length: 8 }, () => auth.ask(CREATE, { accessToken })));
  expect(answers.filter(({ data }) => data.createApiKey.secret !== null)).toHaveLength(2);
  expect(await auth.database.apiKey.count({ where: { personId: userId } })).toBe(50);
});

test('a key is good for its scopes and no others, whatever is in the database', async () => {
  const { accessToken, userId } = await newPerson(auth);
  const key = await newApiKey(auth, accessToken, ['profile:read']);
  await auth.database.apiKey.updateMany({ where: { personId: userId }, data: { scopes: ['profile:read', 'account'] } });
  const token = await exchangeKey(auth, key);
  expect(JSON.parse(Buffer.from(token!.split('.')[1]!, 'base64url').toString()).scope).toBe('profile:read');
});
