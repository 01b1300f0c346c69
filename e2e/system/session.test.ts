import { expect, it } from 'vitest';
import { send } from './public-api.ts';
import { runId } from './running-system.ts';

const email = `session-${runId}@example.test`;
const password = `a long password ${runId}`;

const signUp = `mutation ($input: SignUpInput!) {
  signUp(input: $input) { accessToken accessTokenExpiresAt user { id email displayName } userErrors { code } }
}`;
const signIn = `mutation ($input: SignInInput!) {
  signIn(input: $input) { accessToken user { id } userErrors { code message } }
}`;
const refresh = 'mutation { refreshSession { accessToken user { email } userErrors { code } } }';
const signOut = 'mutation { signOut { endedSessions userErrors { code } } }';

/** The one cookie of an answer: its attributes, and what a browser would send back. */
function cookieOf(headers: Headers) {
  const cookies = headers.getSetCookie();
  expect(cookies).toHaveLength(1);
  const [pair = '', ...attributes] = cookies[0]!.split(/;\s*/);
  return { pair, attributes };
}

it('lives in a cookie that scripts and other sites can’t use, is renewed, and ends with signing out', async () => {
  const signedUp = await send(signUp, { input: { email, password, displayName: 'Session Tester' } });
  expect(signedUp.data.signUp).toMatchObject({ user: { email, displayName: 'Session Tester' }, userErrors: [] });
  const first = cookieOf(signedUp.headers);
  expect(first.attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']));
  expect(first.attributes.some((attribute) => /^Max-Age=[1-9]/.test(attribute))).toBe(true);

  const refreshed = await send(refresh, {}, { cookie: first.pair });
  expect(refreshed.data.refreshSession).toMatchObject({ user: { email }, userErrors: [] });
  const second = cookieOf(refreshed.headers);
  expect(second.pair).not.toBe(first.pair);
  const { accessToken } = refreshed.data.refreshSession;
  expect((await send('{ viewer { email } }', {}, { accessToken })).data).toEqual({ viewer: { email } });

  const signedOut = await send(signOut, {}, { cookie: second.pair, accessToken });
  expect(signedOut.data.signOut).toEqual({ endedSessions: 1, userErrors: [] });
  expect(cookieOf(signedOut.headers).attributes).toContain('Max-Age=0');
  const afterwards = await send(refresh, {}, { cookie: second.pair });
  expect(afterwards.data.refreshSession).toMatchObject({ accessToken: null, userErrors: [{ code: 'SESSION_ENDED' }] });

  const again = await send(signIn, { input: { email: email.toUpperCase(), password } });
  expect(again.data.signIn).toMatchObject({ user: { id: signedUp.data.signUp.user.id }, userErrors: [] });
});

it('isn’t there without the cookie', async () => {
  const { data, headers } = await send(refresh);
  expect(data.refreshSession).toMatchObject({ accessToken: null, userErrors: [{ code: 'NO_SESSION' }] });
  expect(headers.getSetCookie().filter((cookie) => !cookie.includes('Max-Age=0'))).toEqual([]);
});

it('is refused in the same words for a wrong password and an unknown address', async () => {
  const wrong = await send(signIn, { input: { email, password: 'not the password' } });
  const unknown = await send(signIn, { input: { email: `nobody-${runId}@example.test`, password } });
  expect(wrong.data.signIn.userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS' }]);
  expect(unknown.data.signIn).toEqual(wrong.data.signIn);
  expect([...wrong.headers.getSetCookie(), ...unknown.headers.getSetCookie()]).toEqual([]);
});
