import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AuthUnderTest,
  newPerson,
  newVerifiedPerson,
  password,
  signInMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';
import { atThePeoplesLocks } from './person-race.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const signIn = async (email: string, userAgent: string, address: string) => {
  const input = { email, password };
  const headers = { 'user-agent': userAgent };
  const { data } = await auth.ask(signInMutation, { variables: { input }, headers, address });
  expect(data.signIn.userErrors).toEqual([]);
};
const notices = async (aggregateId: string) => {
  const routingKey = 'account.new-sign-in.v1';
  const told = await auth.database.outboxMessage.findMany({ where: { aggregateId, routingKey } });
  return told.map(({ payload }) => payload);
};

test('a sign-in from a new device or network is told to the person by mail, once', async () => {
  const { email, userId } = await newVerifiedPerson(auth);
  await signIn(email, firefox, '8.8.8.8');
  const [notice, ...others] = await notices(userId);
  expect(others).toEqual([]);
  expect(notice).toEqual({
    userId,
    email,
    device: 'Firefox on Linux',
    country: 'United States',
    signedInAt: expect.stringMatching(/^20\d\d-.*Z$/),
  });
  await signIn(email, firefox, '8.8.8.77');
  expect(await notices(userId)).toHaveLength(1);
  await signIn(email, chrome, '8.8.8.8');
  expect(await notices(userId)).toHaveLength(2);
  await signIn(email, firefox, '8.8.4.4');
  expect(await notices(userId)).toHaveLength(3);
});

test('the first session of all is nothing new', async () => {
  const { email, userId } = await newVerifiedPerson(auth);
  await auth.database.session.deleteMany({ where: { personId: userId } });
  await signIn(email, firefox, '8.8.8.8');
  expect(await notices(userId)).toEqual([]);
});

test('of two sign-ins at once from one new place one is told', async () => {
  const { email, userId } = await newVerifiedPerson(auth);
  const here = () => signIn(email, firefox, '8.8.8.8');
  await atThePeoplesLocks(auth, [userId], [here, here]);
  expect(await notices(userId)).toHaveLength(1);
});

test('an address that nobody has verified gets no words from a request of a stranger’s', async () => {
  const { email, userId } = await newPerson(auth);
  await signIn(email, 'Cheap-Pills/1.0 (visit pills.example)', '8.8.8.8');
  expect(await notices(userId)).toEqual([]);
});
