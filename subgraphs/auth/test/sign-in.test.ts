import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPasswordHasher } from '../src/passwords/hasher.ts';
import { registerPeopleTx } from '../src/people/register-person.ts';
import {
  type AuthUnderTest,
  anyAddress,
  anyEmail,
  newPerson,
  password,
  signInMutation,
  signUpMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';
import { atThePeoplesLocks } from './person-race.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const signIn = (email: string, password: string) =>
  auth.ask(signInMutation, { variables: { input: { email, password } } });

describe('signing in', () => {
  test('takes the address in any case and starts a session of its own', async () => {
    const { email, userId } = await newPerson(auth);
    const answer = await signIn(` ${email.toUpperCase()}`, password);
    expect(answer.data.signIn).toMatchObject({ user: { id: userId, email, displayName: 'Ada' }, userErrors: [] });
    expect(answer.refreshToken).toMatch(/^[\w-]{43}$/);
    expect(await auth.database.session.count({ where: { personId: userId } })).toBe(2);
  });

  test('takes the password however its accents were typed', async () => {
    const email = anyEmail();
    const typed = (form: 'NFC' | 'NFD') => ({ email, password: 'Café Größenwahn'.normalize(form) });
    await auth.ask('mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken } }', {
      variables: { input: { ...typed('NFC'), displayName: 'Ada' } },
    });
    const { data } = await signIn(email, typed('NFD').password);
    expect(data.signIn.userErrors).toEqual([]);
  });
});

describe('of several accounts with one address', () => {
  test('the one is signed in whose password it is, the verified one looked at first', async () => {
    const email = anyEmail();
    const passwords = ['the first password', 'the second password', 'the third password'];
    const ids: string[] = [];
    for (const typed of passwords) {
      const input = { email, password: typed, displayName: 'Ada' };
      ids.push((await auth.ask(signUpMutation, { variables: { input } })).data.signUp.user.id);
    }
    for (const [index, typed] of passwords.entries()) {
      expect((await signIn(email, typed)).data.signIn.user.id).toBe(ids[index]);
    }
    expect((await signIn(email, 'the fourth password')).data.signIn.userErrors[0].code).toBe('INVALID_CREDENTIALS');
  });

  test('the verified one counts, and the first and the last two of the others: strangers neither push out nor keep out', async () => {
    const hasher = await createPasswordHasher();
    const [hashed, hashOfOthers] = [await hasher.hash(password), await hasher.hash('another password')];
    const email = anyEmail();
    const account = (createdAt: number, passwordHash: string, emailVerifiedAt?: Date) =>
      auth.database.$transaction(async (tx) => {
        const [person] = await registerPeopleTx(tx, [
          { email, displayName: 'Ada', passwordHash, ...(emailVerifiedAt && { emailVerifiedAt }) },
        ]);
        await tx.person.update({ where: { id: person!.id }, data: { createdAt: new Date(createdAt) } });
        return person!.id;
      });
    for (const createdAt of [20, 30, 50, 60]) await account(createdAt, hashOfOthers);
    await account(40, hashed);
    expect((await signIn(email, password)).data.signIn.userErrors[0].code).toBe('INVALID_CREDENTIALS');
    const last = await account(70, hashed);
    expect((await signIn(email, password)).data.signIn.user.id).toBe(last);
    for (const createdAt of [80, 90]) await account(createdAt, hashOfOthers);
    const first = await account(10, hashed);
    expect((await signIn(email, password)).data.signIn.user.id).toBe(first);
    const verified = await account(45, hashed, new Date());
    expect((await signIn(email, password)).data.signIn.user.id).toBe(verified);
  });
});

describe('the security log', () => {
  const failures = (personId: string) =>
    auth.database.securityEvent.findMany({ where: { personId, kind: 'SIGN_IN_FAILED' } });

  test('says that somebody tried, from where, in every account it could have been about', async () => {
    const email = anyEmail();
    const people = [await newPerson(auth, email), await newPerson(auth, email)];
    const address = '198.51.100.7';
    const input = { email, password: 'not the password' };
    await auth.ask(signInMutation, { variables: { input }, address, headers: { 'user-agent': firefox } });
    for (const { userId } of people) {
      expect(await failures(userId)).toMatchObject([{ device: 'Firefox on Linux', network: '198.51.100.0/24' }]);
    }
  });

  test('has no more failures than the throttle lets through', async () => {
    const { email, userId } = await newPerson(auth);
    const input = { email, password: 'not the password' };
    const address = anyAddress();
    for (let n = 0; n < 12; n++) await auth.ask(signInMutation, { variables: { input }, address });
    expect((await failures(userId)).length).toBeLessThanOrEqual(10);
  });
});

describe('a hash made with less work', () => {
  const weak = (memoryCost: number, timeCost: number) => hash(password, { memoryCost, timeCost, parallelism: 1 });
  const hashOf = async (id: string) => (await auth.database.person.findUniqueOrThrow({ where: { id } })).passwordHash;

  test('is made anew when its password is typed', async () => {
    const { email, userId } = await newPerson(auth);
    await auth.database.person.update({ where: { id: userId }, data: { passwordHash: await weak(8_192, 1) } });
    expect((await signIn(email, password)).data.signIn.userErrors).toEqual([]);
    const renewed = await hashOf(userId);
    expect(renewed).toMatch(/^\$argon2id\$v=19\$m=12288,t=3,p=1\$/);
    expect((await signIn(email, password)).data.signIn.userErrors).toEqual([]);
    expect(await hashOf(userId)).toBe(renewed);
  });

  test('with as much work or more is left alone', async () => {
    const { email, userId } = await newPerson(auth);
    const strong = await weak(19_456, 2);
    await auth.database.person.update({ where: { id: userId }, data: { passwordHash: strong } });
    expect((await signIn(email, password)).data.signIn.userErrors).toEqual([]);
    expect(await hashOf(userId)).toBe(strong);
  });

  test('doesn’t come back over a password set meanwhile', async () => {
    const { email, userId } = await newPerson(auth);
    await auth.database.person.update({ where: { id: userId }, data: { passwordHash: await weak(8_192, 1) } });
    const setMeanwhile = await weak(8_192, 2);
    const [answer] = await atThePeoplesLocks(auth, [userId], [() => signIn(email, password)], (tx) =>
      tx.person.update({ where: { id: userId }, data: { passwordHash: setMeanwhile } }),
    );
    expect(answer?.data.signIn.userErrors[0].code).toBe('INVALID_CREDENTIALS');
    expect(await hashOf(userId)).toBe(setMeanwhile);
  });
});

describe('a refusal', () => {
  test('is the same to the letter for a wrong password and for nobody’s account', async () => {
    const { email } = await newPerson(auth);
    const wrong = await signIn(email, 'not the password');
    const nobody = await signIn(anyEmail(), 'not the password');
    expect(wrong.data.signIn).toMatchObject({
      accessToken: null,
      user: null,
      userErrors: [{ code: 'INVALID_CREDENTIALS' }],
    });
    expect(nobody).toEqual(wrong);
    expect(nobody.setCookie).toBeNull();
  });

  test('meets what can be no account, without a fault', async () => {
    for (const [email, typed] of [
      ['', ''],
      ['no address', password],
      ["ada@example.org' OR 1=1 --", password],
      ['ada\0@example.org', password],
      [anyEmail(), 'x'.repeat(100_000)],
      [anyEmail(), '\ud83c'],
    ] as const) {
      const { data, errors } = await signIn(email, typed);
      expect(errors, email).toBeUndefined();
      expect(data.signIn.userErrors[0].code, email).toBe('INVALID_CREDENTIALS');
    }
  });
});
