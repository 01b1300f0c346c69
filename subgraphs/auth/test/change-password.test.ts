import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AuthUnderTest,
  anyAddress,
  mailedToken,
  newPerson,
  newVerifiedPerson,
  password,
  refreshMutation,
  requestResetMutation,
  resetMutation,
  signInMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';
import { atThePeoplesLocks } from './person-race.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const newPassword = 'a new and longer password';
const changeMutation = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) {
  endedSessions userErrors { code message field retryAfterSeconds } } }`;
const change = async (accessToken: string, currentPassword: string, next = newPassword, address = anyAddress()) => {
  const variables = { input: { currentPassword, newPassword: next } };
  return (await auth.ask(changeMutation, { variables, accessToken, address })).data.changePassword;
};
const signIn = (email: string, typed: string) =>
  auth.ask(signInMutation, { variables: { input: { email, password: typed } } });
const codeOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors[0]?.code ?? 'OK';

describe('changing the password', () => {
  test('takes the old one, sets the new one, and ends the other sessions', async () => {
    const { email, userId, accessToken, refreshToken } = await newPerson(auth);
    const elsewhere = await signIn(email, password);
    expect(await change(accessToken, password)).toEqual({ endedSessions: 1, userErrors: [] });
    const refresh = async (cookie: string | null) =>
      codeOf((await auth.ask(refreshMutation, { cookie })).data.refreshSession);
    expect([await refresh(elsewhere.refreshToken), await refresh(refreshToken)]).toEqual(['SESSION_ENDED', 'OK']);
    expect(codeOf((await signIn(email, password)).data.signIn)).toBe('INVALID_CREDENTIALS');
    expect(codeOf((await signIn(email, newPassword)).data.signIn)).toBe('OK');
    expect(
      await auth.database.securityEvent.findFirst({ where: { personId: userId, kind: 'PASSWORD_CHANGED' } }),
    ).toMatchObject({
      subject: '1 session ended',
    });
  });

  test('makes a link to reset it useless that was on its way', async () => {
    const { email, accessToken } = await newVerifiedPerson(auth);
    await auth.ask(requestResetMutation, { variables: { input: { email } } });
    await change(accessToken, password);
    const token = await mailedToken(auth, email, 'password-reset');
    const { data } = await auth.ask(resetMutation, { variables: { input: { token, newPassword: 'yet another one' } } });
    expect(codeOf(data.resetPassword)).toBe('LINK_INVALID');
  });

  test('refuses a wrong old password and a bad new one, naming the field', async () => {
    const { email, accessToken } = await newPerson(auth);
    expect(await change(accessToken, 'not the password')).toMatchObject({
      endedSessions: null,
      userErrors: [{ code: 'WRONG_PASSWORD', field: ['input', 'currentPassword'] }],
    });
    expect(await change(accessToken, 'x'.repeat(100_000))).toMatchObject({ userErrors: [{ code: 'WRONG_PASSWORD' }] });
    expect(await change(accessToken, password, 'Password123')).toMatchObject({
      userErrors: [{ code: 'INVALID_PASSWORD', field: ['input', 'newPassword'] }],
    });
    expect(codeOf((await signIn(email, password)).data.signIn)).toBe('OK');
  });

  test('is guessed at no faster than signing in: both are counted together', async () => {
    const { email, accessToken } = await newPerson(auth);
    const address = anyAddress();
    const codes: string[] = [];
    for (let n = 0; n < 11; n++) codes.push(codeOf(await change(accessToken, 'a wrong guess', newPassword, address)));
    expect(codes[0]).toBe('WRONG_PASSWORD');
    expect(codes.at(-1)).toBe('THROTTLED');
    const { data } = await auth.ask(signInMutation, { variables: { input: { email, password } }, address });
    expect(codeOf(data.signIn)).toBe('THROTTLED');
  });

  test('needs somebody signed in', async () => {
    const variables = { input: { currentPassword: password, newPassword } };
    const { errors } = await auth.ask(changeMutation, { variables });
    expect(errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test('twice at once from one old password sets one', async () => {
    const { userId, accessToken } = await newPerson(auth);
    const answers = await atThePeoplesLocks(
      auth,
      [userId],
      [
        () => change(accessToken, password, 'the first new password'),
        () => change(accessToken, password, 'the second new password'),
      ],
    );
    expect(answers.map(codeOf)).toEqual(['OK', 'WRONG_PASSWORD']);
  });
});
