import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AuthUnderTest,
  anyEmail,
  newPerson,
  password,
  signInMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';

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

  test('takes as long for nobody’s account: the password is hashed either way', async () => {
    const { email } = await newPerson(auth);
    const known: number[] = [];
    const unknown: number[] = [];
    // Alternating, so that whatever else the machine does hits both.
    for (let round = 0; round < 15; round++) {
      known.push(await timeOf(() => signIn(email, 'not the password')));
      unknown.push(await timeOf(() => signIn(anyEmail(), 'not the password')));
    }
    // Without the hash it would be less than a third.
    expect(median(unknown)).toBeGreaterThan(median(known) * 0.6);
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

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
