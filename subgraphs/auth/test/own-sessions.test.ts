import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AuthUnderTest,
  newPerson,
  refreshMutation,
  revokeMutation,
  sessionsQuery,
  signInAgain,
  signOutMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const sessionsOf = async (accessToken: string) => {
  const { data, errors } = await auth.ask(sessionsQuery, { accessToken });
  expect(errors).toBeUndefined();
  return data.viewer.sessions as Record<string, string | boolean | null>[];
};
const revoke = async (accessToken: string, id: string) =>
  (await auth.ask(revokeMutation, { accessToken, variables: { id } })).data.revokeSession;
const refresh = async (cookie: string) => (await auth.ask(refreshMutation, { cookie })).data.refreshSession;

describe('one’s sessions', () => {
  test('are listed with device and place, the one that asks marked', async () => {
    const { email, accessToken } = await newPerson(auth);
    const phone = await auth.ask(
      `mutation ($e: String!) { signIn(input: { email: $e, password: "correct horse battery" }) { accessToken } }`,
      { variables: { e: email }, address: '129.132.19.216', headers: { 'user-agent': safari } },
    );
    const [latest, first] = await sessionsOf(accessToken);
    expect(latest).toMatchObject({
      device: 'Safari on iOS',
      network: '129.132.19.0/24',
      country: 'Switzerland',
      current: false,
    });
    expect(first).toMatchObject({ current: true });
    const lifetime = Date.parse(latest!.expiresAt as string) - Date.parse(latest!.createdAt as string);
    expect(lifetime).toBeCloseTo(30 * 86_400_000, -4);
    const seenByPhone = await sessionsOf(phone.data.signIn.accessToken);
    expect(seenByPhone.map(({ current }) => current)).toEqual([true, false]);
  });

  test('follow each refresh: when, with which device, and from which network', async () => {
    const { email, accessToken, refreshToken } = await newPerson(auth);
    await signInAgain(auth, email);
    const [other, before] = await sessionsOf(accessToken);
    expect(before).toMatchObject({ current: true });
    await auth.ask(refreshMutation, {
      cookie: refreshToken,
      address: '2001:db8:77:1::9',
      headers: { 'user-agent': firefox },
    });
    const [after, ...others] = await sessionsOf(accessToken);
    expect(after).toMatchObject({ id: before!.id, device: 'Firefox on Linux', network: '2001:db8:77::/48' });
    expect(Date.parse(after!.lastSeenAt as string)).toBeGreaterThan(Date.parse(before!.lastSeenAt as string));
    expect(after).toMatchObject({ createdAt: before!.createdAt, expiresAt: before!.expiresAt });
    expect(others).toEqual([other]);
  });

  test('that have ended or expired are not listed', async () => {
    const { email, userId, accessToken } = await newPerson(auth);
    const signedOut = await signInAgain(auth, email);
    await signInAgain(auth, email);
    await auth.ask(signOutMutation, { accessToken: signedOut.accessToken });
    const [expiring] = await sessionsOf(accessToken);
    await auth.database.session.update({
      where: { id: expiring!.id as string },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await sessionsOf(accessToken)).map(({ current }) => current)).toEqual([true]);
    // Nor does signing out count them.
    const { data } = await auth.ask(signOutMutation, { accessToken, variables: { input: { everywhere: true } } });
    expect(data.signOut.endedSessions).toBe(1);
    expect(await auth.database.session.count({ where: { personId: userId, endedAt: null } })).toBe(1);
  });

  test('are nobody else’s to see', async () => {
    const { userId } = await newPerson(auth);
    const stranger = await newPerson(auth);
    const { data } = await auth.ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { sessions { id } } } }',
      {
        variables: { r: [{ __typename: 'User', id: userId }] },
        accessToken: stranger.accessToken,
      },
    );
    expect(data._entities).toEqual([{ sessions: null }]);
  });
});

describe('revoking', () => {
  test('ends one session and no other', async () => {
    const { email, accessToken, refreshToken } = await newPerson(auth);
    const phone = await signInAgain(auth, email);
    const [session] = await sessionsOf(accessToken);
    expect(await revoke(accessToken, session!.id as string)).toEqual({ endedSessionId: session!.id, userErrors: [] });
    expect((await refresh(phone.refreshToken)).userErrors[0].code).toBe('SESSION_ENDED');
    expect((await refresh(refreshToken)).userErrors).toEqual([]);
  });

  test('may end the session one is in', async () => {
    const { accessToken, refreshToken } = await newPerson(auth);
    const [session] = await sessionsOf(accessToken);
    expect((await revoke(accessToken, session!.id as string)).userErrors).toEqual([]);
    expect((await refresh(refreshToken)).userErrors[0].code).toBe('SESSION_ENDED');
  });

  test('finds no session that is another person’s, has ended, was never there, or is no id', async () => {
    const { email, accessToken } = await newPerson(auth);
    const stranger = await newPerson(auth);
    const [foreign] = await sessionsOf(stranger.accessToken);
    await signInAgain(auth, email);
    const [ended] = await sessionsOf(accessToken);
    await revoke(accessToken, ended!.id as string);
    for (const id of [
      foreign!.id as string,
      ended!.id as string,
      randomUUIDv7(),
      '',
      "' OR 1=1 --",
      'x'.repeat(5_000),
    ]) {
      expect(await revoke(accessToken, id), id).toEqual({
        endedSessionId: null,
        userErrors: [
          {
            code: 'SESSION_NOT_FOUND',
            message: 'You have no such session, or it has ended already.',
            field: ['input', 'sessionId'],
          },
        ],
      });
    }
    expect((await refresh(stranger.refreshToken)).userErrors).toEqual([]);
  });
});
