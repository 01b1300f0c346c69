import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Answer,
  type AuthUnderTest,
  anyEmail,
  newVerifiedPerson,
  password,
  requestResetMutation,
  requestVerificationMutation,
  signInMutation,
  signUpMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';

const TIMES = 40;

let auth: AuthUnderTest;
let known: string;
beforeAll(async () => {
  auth = await startAuthUnderTest({
    SIGN_IN_FAILURES_PER_ACCOUNT: '1000',
    SIGN_UPS_PER_EMAIL: '1000',
    MAIL_REQUESTS_PER_EMAIL: '1000',
  });
  known = (await newVerifiedPerson(auth)).email;
});
afterAll(() => auth.stop());

// chaos/auth/known-and-unknown.ts does the same at length, and looks at the times.
test.each([
  ['signing in', signInMutation, (email: string) => ({ email, password: 'not the password' })],
  ['signing up', signUpMutation, (email: string) => ({ email, password, displayName: 'Eve' })],
  ['asking for a new password', requestResetMutation, (email: string) => ({ email })],
  ['asking to verify', requestVerificationMutation, (email: string) => ({ email })],
])('%s answers the same whether or not the address has an account', async (_, mutation, inputFor) => {
  const ask = (email: string) => auth.ask(mutation, { variables: { input: inputFor(email) } });
  const pairs = Array.from({ length: TIMES }, async () => {
    const unknown = anyEmail();
    const answers = await Promise.all([ask(known), ask(unknown)]);
    expect(told(answers[0], known)).toEqual(told(answers[1], unknown));
  });
  await Promise.all(pairs);
});

/** An answer without what differs from one to the next of any address: ids, tokens, times, and the address itself. */
function told({ status, data, errors, setCookie }: Answer, email: string) {
  const body = JSON.stringify({ data, errors })
    .replaceAll(email, 'EMAIL')
    .replace(/"eyJ[\w.-]+"/, '"TOKEN"')
    .replace(/"\w{8}-[\w-]{27}"/, '"ID"')
    .replace(/"20\d\d-[^"]+Z"/, '"TIME"');
  return { status, body, cookie: setCookie?.replace(/=[\w-]{43}; Max-Age=\d+/, '=TOKEN') };
}
