import { randomUUIDv7 } from 'node:crypto';
import { type AuthTransaction, Prisma } from '@cityevents/prisma/auth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SESSIONS_MAX } from '../src/sessions/start-session.ts';
import { type AuthUnderTest, newPerson, sessionsQuery, signInAgain, startAuthUnderTest } from './auth-under-test.ts';
import { atTheLock, barrier } from './racers.ts';

const RACERS = 6;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

test('the fifty-first sign-in ends the session seen longest ago, and says so in the log', async () => {
  const person = await fullPerson();
  await auth.database.session.update({ where: { id: person.sessionIds[20]! }, data: { lastSeenAt: minutesAgo(999) } });
  await signInAgain(auth, person.email);
  const { data } = await auth.ask(sessionsQuery, { accessToken: person.accessToken });
  const listed = data.viewer.sessions.map(({ id }: { id: string }) => id);
  expect(listed).toHaveLength(SESSIONS_MAX);
  expect(person.sessionIds.filter((id) => !listed.includes(id))).toEqual([person.sessionIds[20]]);
  const ended = await auth.database.session.findUniqueOrThrow({ where: { id: person.sessionIds[20]! } });
  expect(ended).toMatchObject({ endedAt: expect.any(Date), endReason: 'more than 50 sessions' });
  const [event] = await auth.database.securityEvent.findMany({
    where: { personId: person.userId, kind: 'SESSION_REVOKED' },
  });
  expect(event?.subject).toBe('device 20');
});

test('sign-ins at the same moment don’t exceed it either', async () => {
  const { email, userId } = await fullPerson();
  await atTheLock(auth, Prisma.sql`SELECT FROM people WHERE id = ${userId}::uuid FOR UPDATE`, () =>
    Array.from({ length: RACERS }, () => signInAgain(auth, email)),
  );
  expect(await liveSessions(userId)).toBe(SESSIONS_MAX);
});

test('control: without the person’s lock they do', async () => {
  const { userId } = await fullPerson();
  const everybodyHasRead = barrier(4);
  await Promise.all(
    Array.from({ length: 4 }, () =>
      auth.database.$transaction((tx) => startWithoutLockTx(tx, userId, everybodyHasRead)),
    ),
  );
  expect(await liveSessions(userId)).toBeGreaterThan(SESSIONS_MAX);
});

/** Somebody with as many sessions as one can have, the later ones seen longer ago. */
async function fullPerson() {
  const person = await newPerson(auth);
  const others = Array.from({ length: SESSIONS_MAX - 1 }, (_, index) => ({
    id: randomUUIDv7(),
    personId: person.userId,
    device: `device ${index}`,
    lastSeenAt: minutesAgo(index + 1),
    expiresAt: minutesAgo(-1_000),
  }));
  await auth.database.session.createMany({ data: others });
  return { ...person, sessionIds: others.map(({ id }) => id) };
}

function liveSessions(personId: string): Promise<number> {
  return auth.database.session.count({ where: { personId, endedAt: null, expiresAt: { gt: new Date() } } });
}

/** What startSessionTx does, but for the lock. */
async function startWithoutLockTx(tx: AuthTransaction, personId: string, everybodyHasRead: () => Promise<void>) {
  const surplus = await tx.session.findMany({
    where: { personId, endedAt: null },
    orderBy: { lastSeenAt: 'desc' },
    skip: SESSIONS_MAX - 1,
  });
  await everybodyHasRead();
  await tx.session.updateMany({ where: { id: { in: surplus.map(({ id }) => id) } }, data: { endedAt: new Date() } });
  await tx.session.create({ data: { id: randomUUIDv7(), personId, expiresAt: minutesAgo(-1_000) } });
}
