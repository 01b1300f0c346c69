import { type AuthTransaction, Prisma } from '@cityevents/prisma/auth';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideRotation } from '../src/sessions/decide-rotation.ts';
import { hashRefreshToken } from '../src/sessions/refresh-token.ts';
import { rotateSession } from '../src/sessions/rotate-session.ts';
import { type AuthUnderTest, newPerson, refreshMutation, startAuthUnderTest } from './auth-under-test.ts';
import { atTheLock, barrier, waitingForLocks } from './racers.ts';

// Fewer than the pool has connections, so that all of them really stand at the lock together.
const RACERS = 8;
const nowhere = { device: 'a test', network: null };

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

describe('many refreshes with one token at once', () => {
  test('sign nobody out: one gets the new cookie, all get an access token', async () => {
    const { refreshToken, userId } = await newPerson(auth);
    const race = await atTheLock(auth, lockSessions(userId), () =>
      Array.from({ length: RACERS }, () => auth.ask(refreshMutation, { cookie: refreshToken })),
    );
    expect(race.filter(({ data }) => data.refreshSession.accessToken !== null)).toHaveLength(RACERS);
    const cookies = race.filter(({ setCookie }) => setCookie !== null);
    expect(cookies).toHaveLength(1);
    expect(await successors(userId)).toBe(1);
    const next = await auth.ask(refreshMutation, { cookie: cookies[0]?.refreshToken ?? null });
    expect(next.data.refreshSession.userErrors).toEqual([]);
  });

  test('without the lock, several would exchange it: the family would fork', async () => {
    const { refreshToken, userId } = await newPerson(auth);
    const everybodyHasRead = barrier(4);
    await Promise.all(
      Array.from({ length: 4 }, () =>
        auth.database.$transaction((tx) => rotateWithoutLockTx(tx, refreshToken, everybodyHasRead)),
      ),
    );
    expect(await successors(userId)).toBeGreaterThan(1);
  });
});

test('two tabs of one browser that renew together fifty times stay signed in, until an old cookie is used again', async () => {
  const person = await newPerson(auth);
  let cookie = person.refreshToken;
  for (let round = 0; round < 50; round++) {
    const tabs = await Promise.all([1, 2].map(() => auth.ask(refreshMutation, { cookie })));
    expect(tabs.map(({ data }) => data.refreshSession.userErrors)).toEqual([[], []]);
    const [next, ...others] = tabs.flatMap(({ refreshToken }) => refreshToken ?? []);
    expect(others).toEqual([]);
    cookie = next!;
  }
  await auth.database.$executeRaw`UPDATE refresh_tokens SET rotated_at = rotated_at - interval '11 seconds'`;
  for (const used of [person.refreshToken, cookie]) {
    const { data, setCookie } = await auth.ask(refreshMutation, { cookie: used });
    expect([data.refreshSession.userErrors[0].code, setCookie]).toEqual(['SESSION_ENDED', null]);
  }
});

test('an exchange that fails half-way leaves the old token good', async () => {
  const { refreshToken, userId } = await newPerson(auth);
  await auth.database.$executeRawUnsafe('ALTER TABLE refresh_tokens ADD CONSTRAINT no_more CHECK (false) NOT VALID');
  await expect(rotateSession(auth.database, refreshToken, nowhere)).rejects.toThrow();
  await auth.database.$executeRawUnsafe('ALTER TABLE refresh_tokens DROP CONSTRAINT no_more');
  expect(await successors(userId)).toBe(0);
  expect((await rotateSession(auth.database, refreshToken, nowhere))?.refreshToken).toEqual(expect.any(String));
});

test('a replay and the deletion of its account at once wait for each other in one order', async () => {
  const { refreshToken, userId } = await newPerson(auth);
  await auth.ask(refreshMutation, { cookie: refreshToken });
  await auth.database.$executeRaw`UPDATE refresh_tokens SET rotated_at = rotated_at - interval '1 minute'`;
  const { replay } = await auth.database.$transaction(async (tx) => {
    // As who deletes an account does: the person first, then their sessions.
    await tx.$queryRaw`SELECT FROM people WHERE id = ${userId}::uuid FOR UPDATE`;
    const replay = auth.ask(refreshMutation, { cookie: refreshToken });
    await eventually(async () => expect(await waitingForLocks(auth)).toBe(1));
    await tx.$queryRaw(lockSessions(userId));
    return { replay };
  });
  expect((await replay).data.refreshSession.userErrors[0].code).toBe('SESSION_ENDED');
});

const lockSessions = (personId: string) =>
  Prisma.sql`SELECT FROM sessions WHERE person_id = ${personId}::uuid FOR UPDATE`;

async function successors(personId: string): Promise<number> {
  return (await auth.database.refreshToken.count({ where: { session: { personId } } })) - 1;
}

/** What rotateSession does, but for the lock. */
async function rotateWithoutLockTx(tx: AuthTransaction, refreshToken: string, everybodyHasRead: () => Promise<void>) {
  const hash = hashRefreshToken(refreshToken);
  const token = await tx.refreshToken.findUniqueOrThrow({ where: { hash }, include: { session: true } });
  await everybodyHasRead();
  if (decideRotation(token.session, token, new Date()) !== 'rotate') return;
  await tx.refreshToken.update({ where: { hash }, data: { rotatedAt: new Date() } });
  await tx.refreshToken.create({ data: { hash: hashRefreshToken(crypto.randomUUID()), sessionId: token.sessionId } });
}
