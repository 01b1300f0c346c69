import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type AuthUnderTest,
  newPerson,
  refreshMutation,
  revokeMutation,
  signInAgain,
  signOutMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let auth: AuthUnderTest;
let person: Awaited<ReturnType<typeof newPerson>>;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
beforeEach(async () => {
  person = await newPerson(auth);
});
afterAll(() => auth.stop());

/** What the person's log says since they signed up. */
async function logged() {
  const [first, ...events] = await auth.database.securityEvent.findMany({
    where: { personId: person.userId },
    orderBy: { id: 'asc' },
  });
  expect(first).toMatchObject({ kind: 'SIGNED_UP' });
  return events.map(({ kind, subject, device, network }) => ({ kind, subject, device, network }));
}
const from = { address: '203.0.113.7', headers: { 'user-agent': firefox } };
const there = { device: 'Firefox on Linux', network: '203.0.113.0/24' };

test('signing in is logged with device and network', async () => {
  await signInAgain(auth, person.email, { 'user-agent': firefox });
  expect(await logged()).toMatchObject([{ kind: 'SIGNED_IN', subject: null, device: 'Firefox on Linux' }]);
});

test('signing out is logged once, and not when nothing was ended', async () => {
  for (let times = 0; times < 2; times++) await auth.ask(signOutMutation, { cookie: person.refreshToken, ...from });
  expect(await logged()).toEqual([{ kind: 'SIGNED_OUT', subject: null, ...there }]);
});

test('signing out everywhere is logged once, with how many sessions it ended', async () => {
  await signInAgain(auth, person.email);
  await signInAgain(auth, person.email);
  const { accessToken } = person;
  await auth.ask(signOutMutation, { accessToken, variables: { input: { everywhere: true } }, ...from });
  expect((await logged()).slice(2)).toEqual([{ kind: 'SIGNED_OUT', subject: '3 sessions', ...there }]);
});

test('revoking is logged with the device that was signed out', async () => {
  const other = await signInAgain(auth, person.email, { 'user-agent': firefox });
  const [mine, phone] = await auth.database.session.findMany({
    where: { personId: person.userId },
    orderBy: { id: 'asc' },
  });
  const revoke = (id: string) => auth.ask(revokeMutation, { accessToken: other.accessToken, variables: { id } });
  await revoke(mine!.id);
  await revoke(phone!.id);
  expect((await logged()).slice(1)).toMatchObject([
    { kind: 'SESSION_REVOKED', subject: mine!.device },
    // The one that asks: that is no different from signing out.
    { kind: 'SIGNED_OUT', subject: 'Firefox on Linux' },
  ]);
});

test('a replayed token is logged together with the end of its session, or neither happens', async () => {
  await auth.ask(refreshMutation, { cookie: person.refreshToken });
  await auth.database.$executeRaw`
    UPDATE refresh_tokens SET rotated_at = rotated_at - interval '11 seconds' WHERE rotated_at IS NOT NULL`;
  const replay = () => auth.ask(refreshMutation, { cookie: person.refreshToken, ...from });
  const ended = () => auth.database.session.count({ where: { personId: person.userId, endedAt: { not: null } } });

  await auth.database.$executeRawUnsafe('ALTER TABLE security_events ADD CONSTRAINT no_more CHECK (false) NOT VALID');
  expect((await replay()).errors).toHaveLength(1);
  await auth.database.$executeRawUnsafe('ALTER TABLE security_events DROP CONSTRAINT no_more');
  expect([await ended(), await logged()]).toEqual([0, []]);

  await replay();
  await replay();
  expect(await ended()).toBe(1);
  expect(await logged()).toEqual([{ kind: 'REFRESH_TOKEN_REPLAYED', subject: 'an unknown device', ...there }]);
});
