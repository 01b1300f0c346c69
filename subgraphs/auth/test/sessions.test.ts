import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepSessions } from '../src/sessions/sweep-sessions.ts';
import {
  type AuthUnderTest,
  newPerson,
  refreshMutation,
  signInAgain,
  signOutMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const refresh = (cookie: string | null) => auth.ask(refreshMutation, { cookie });
const signIn = (email: string) => signInAgain(auth, email);

/** As if all exchanges made so far had happened this long ago. */
async function exchangesWere(secondsAgo: number) {
  await auth.database.$executeRaw`
    UPDATE refresh_tokens SET rotated_at = rotated_at - make_interval(secs => ${secondsAgo}) WHERE rotated_at IS NOT NULL`;
}

describe('refreshing', () => {
  test('exchanges the cookie for a new one and gives an access token', async () => {
    const { refreshToken, userId, email } = await newPerson(auth);
    const answer = await refresh(refreshToken);
    expect(answer.data.refreshSession).toMatchObject({ user: { id: userId, email }, userErrors: [] });
    expect(answer.refreshToken).toMatch(/^[\w-]{43}$/);
    expect(answer.refreshToken).not.toBe(refreshToken);
    const { data } = await auth.ask('{ viewer { id } }', { accessToken: answer.data.refreshSession.accessToken });
    expect(data.viewer.id).toBe(userId);
  });

  test('goes on from token to token, and each keeps the session’s end', async () => {
    let { refreshToken, userId } = await newPerson(auth);
    const end = (await auth.database.session.findFirstOrThrow({ where: { personId: userId } })).expiresAt;
    for (let round = 0; round < 3; round++) {
      const answer = await refresh(refreshToken);
      expect(answer.data.refreshSession.userErrors).toEqual([]);
      refreshToken = answer.refreshToken!;
    }
    const [session, ...others] = await auth.database.session.findMany({ where: { personId: userId } });
    expect(others).toEqual([]);
    expect(session).toMatchObject({ expiresAt: end, endedAt: null });
  });

  test('without a cookie there is no session', async () => {
    const answer = await refresh(null);
    expect(answer.data.refreshSession).toMatchObject({
      accessToken: null,
      userErrors: [{ code: 'NO_SESSION', field: null }],
    });
    expect(answer.setCookie).toBeNull();
  });

  test('with a made-up cookie the session has ended', async () => {
    const answer = await refresh('x'.repeat(43));
    expect(answer.data.refreshSession.userErrors[0].code).toBe('SESSION_ENDED');
  });
});

describe('an old token', () => {
  test('within the grace renews the access token and leaves the cookie alone', async () => {
    const { refreshToken } = await newPerson(auth);
    const winner = await refresh(refreshToken);
    const loser = await refresh(refreshToken);
    expect(loser.data.refreshSession.accessToken).toEqual(expect.any(String));
    expect(loser.setCookie).toBeNull();
    expect((await refresh(winner.refreshToken)).data.refreshSession.userErrors).toEqual([]);
  });

  test('used again later ends the session for both who have it', async () => {
    const { refreshToken } = await newPerson(auth);
    const { refreshToken: newest } = await refresh(refreshToken);
    await exchangesWere(11);
    const replay = await refresh(refreshToken);
    expect(replay.data.refreshSession).toMatchObject({ accessToken: null, userErrors: [{ code: 'SESSION_ENDED' }] });
    expect(replay.setCookie).toBeNull();
    expect((await refresh(newest)).data.refreshSession.userErrors[0].code).toBe('SESSION_ENDED');
  });

  test('ends only its own session', async () => {
    const { refreshToken, email } = await newPerson(auth);
    const elsewhere = await signIn(email);
    await refresh(refreshToken);
    await exchangesWere(11);
    await refresh(refreshToken);
    expect((await refresh(elsewhere.refreshToken)).data.refreshSession.userErrors).toEqual([]);
  });
});

test('a session ends after 30 days, however often it is renewed', async () => {
  let { refreshToken, userId } = await newPerson(auth);
  const session = await auth.database.session.findFirstOrThrow({ where: { personId: userId } });
  expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBeCloseTo(30 * 86_400_000, -4);
  const renew = async () => {
    const answer = await refresh(refreshToken);
    if (answer.refreshToken) refreshToken = answer.refreshToken;
    return answer;
  };
  // Ten days pass, and again: it is renewed, and the cookie ends with the session.
  for (const daysLeft of [20, 10]) {
    await daysPass(userId, 10);
    const { data, setCookie } = await renew();
    expect(data.refreshSession.userErrors).toEqual([]);
    expect(Number(/Max-Age=(\d+)/.exec(setCookie!)?.[1])).toBeCloseTo(daysLeft * 86_400, -2);
  }
  await daysPass(userId, 10);
  expect((await renew()).data.refreshSession).toMatchObject({
    accessToken: null,
    userErrors: [{ code: 'SESSION_ENDED' }],
  });
});

/** As if everything about the person's sessions had happened so much earlier. */
async function daysPass(personId: string, days: number) {
  await auth.database.$executeRaw`
    UPDATE sessions SET created_at = created_at - make_interval(days => ${days}),
      last_seen_at = last_seen_at - make_interval(days => ${days}), expires_at = expires_at - make_interval(days => ${days})
    WHERE person_id = ${personId}::uuid`;
}

test('sweeping deletes sessions that expired a week ago, and no others', async () => {
  const [old, recent, live] = [await newPerson(auth), await newPerson(auth), await newPerson(auth)];
  const expired = (personId: string, daysAgo: number) => {
    const expiresAt = new Date(Date.now() - daysAgo * 86_400_000);
    const createdAt = new Date(expiresAt.getTime() - 30 * 86_400_000);
    return auth.database.session.updateMany({ where: { personId }, data: { createdAt, expiresAt } });
  };
  await expired(old.userId, 8);
  await expired(recent.userId, 6);
  expect(await sweepSessions(auth.database)).toBe(1);
  const left = (personId: string) => auth.database.refreshToken.count({ where: { session: { personId } } });
  expect([await left(old.userId), await left(recent.userId), await left(live.userId)]).toEqual([0, 1, 1]);
});

describe('signing out', () => {
  const signOut = (options: object, everywhere?: boolean) =>
    auth.ask(signOutMutation, { ...options, variables: everywhere === undefined ? {} : { input: { everywhere } } });

  test('ends the session and clears the cookie', async () => {
    const { refreshToken, email } = await newPerson(auth);
    const elsewhere = await signIn(email);
    const answer = await signOut({ cookie: refreshToken });
    expect(answer.data.signOut).toEqual({ endedSessions: 1, userErrors: [] });
    expect(answer.setCookie).toBe('cityevents_refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict');
    expect((await refresh(refreshToken)).data.refreshSession.userErrors[0].code).toBe('SESSION_ENDED');
    expect((await refresh(elsewhere.refreshToken)).data.refreshSession.userErrors).toEqual([]);
  });

  test('works by access token alone, and a second time ends nothing', async () => {
    const { accessToken, refreshToken } = await newPerson(auth);
    expect((await signOut({ accessToken })).data.signOut.endedSessions).toBe(1);
    expect((await signOut({ accessToken, cookie: refreshToken })).data.signOut.endedSessions).toBe(0);
  });

  test('signed out already, it is no error', async () => {
    expect((await signOut({})).data.signOut).toEqual({ endedSessions: 0, userErrors: [] });
  });

  test('everywhere ends all of the person’s sessions and nobody else’s', async () => {
    const person = await newPerson(auth);
    const stranger = await newPerson(auth);
    const second = await signIn(person.email);
    const third = await signIn(person.email);
    const answer = await signOut({ cookie: third.refreshToken }, true);
    expect(answer.data.signOut.endedSessions).toBe(3);
    for (const token of [person.refreshToken, second.refreshToken, third.refreshToken]) {
      expect((await refresh(token)).data.refreshSession.userErrors[0].code).toBe('SESSION_ENDED');
    }
    expect((await refresh(stranger.refreshToken)).data.refreshSession.userErrors).toEqual([]);
  });

  test('everywhere takes somebody signed in', async () => {
    expect((await signOut({}, true)).data.signOut.userErrors).toEqual([{ code: 'NOT_SIGNED_IN' }]);
    const { refreshToken } = await newPerson(auth);
    await signOut({ cookie: refreshToken });
    expect((await signOut({ cookie: refreshToken }, true)).data.signOut.userErrors).toEqual([
      { code: 'NOT_SIGNED_IN' },
    ]);
  });
});
