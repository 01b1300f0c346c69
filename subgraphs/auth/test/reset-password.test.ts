import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashEmailToken } from '../src/email-tokens/email-token.ts';
import {
  type AuthUnderTest,
  anyEmail,
  factsOf,
  mailedToken,
  newPerson,
  newVerifiedPerson,
  password,
  refreshMutation,
  requestResetMutation,
  resetMutation,
  signInMutation,
  startAuthUnderTest,
  verifyByLink,
  verifyMutation,
} from './auth-under-test.ts';
import { exchangeKey, newApiKey } from './own-api-key.ts';
import { atThePeoplesLocks } from './person-race.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest({ SIGN_UPS_PER_EMAIL: '100' });
});
afterAll(() => auth.stop());

const newPassword = 'a new and longer password';
const request = (email: string) => auth.ask(requestResetMutation, { variables: { input: { email } } });
const reset = async (token: string, typed = newPassword) =>
  (await auth.ask(resetMutation, { variables: { input: { token, newPassword: typed } } })).data.resetPassword;
const linkOf = (email: string) => mailedToken(auth, email, 'password-reset');
const signIn = (email: string, typed: string) =>
  auth.ask(signInMutation, { variables: { input: { email, password: typed } } });
const codeOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors[0]?.code ?? 'OK';
const personOf = (id: string) => auth.database.person.findUniqueOrThrow({ where: { id } });
const kindsOf = async (personId: string) =>
  (await auth.database.securityEvent.findMany({ where: { personId }, orderBy: { id: 'asc' } })).map(({ kind }) => kind);

describe('the mailed link', () => {
  test('sets the new password, once, and ends every session', async () => {
    const { email, userId, refreshToken } = await newVerifiedPerson(auth);
    const elsewhere = await signIn(email, password);
    await request(email);
    const token = await linkOf(email);
    expect(await reset(token)).toEqual({ email, userErrors: [] });

    for (const cookie of [refreshToken, elsewhere.refreshToken]) {
      const { data } = await auth.ask(refreshMutation, { cookie });
      expect(codeOf(data.refreshSession)).toBe('SESSION_ENDED');
    }
    expect(codeOf((await signIn(email, password)).data.signIn)).toBe('INVALID_CREDENTIALS');
    expect(codeOf((await signIn(email, newPassword)).data.signIn)).toBe('OK');
    expect(
      await auth.database.securityEvent.findFirst({ where: { personId: userId, kind: 'PASSWORD_RESET' } }),
    ).toMatchObject({
      subject: '2 sessions ended',
    });
    expect(await kindsOf(userId)).toContain('PASSWORD_RESET_REQUESTED');

    expect(codeOf(await reset(token, 'yet another password'))).toBe('LINK_INVALID');
    expect(codeOf((await signIn(email, newPassword)).data.signIn)).toBe('OK');
  });

  test('is stored as its hash alone, and good for half an hour', async () => {
    const { email, userId } = await newPerson(auth);
    await request(email);
    const token = await linkOf(email);
    expect(token).toMatch(/^[\w-]{43}$/);
    const stored = await auth.database.emailToken.findFirstOrThrow({
      where: { personId: userId, purpose: 'RESET_PASSWORD' },
    });
    expect(Buffer.from(stored.hash).includes(Buffer.from(token, 'base64url'))).toBe(false);
    expect(stored.expiresAt.getTime() - Date.now()).toBeCloseTo(30 * 60_000, -4);
    await auth.database.emailToken.update({ where: { hash: stored.hash }, data: { expiresAt: new Date() } });
    expect(codeOf(await reset(token))).toBe('LINK_INVALID');
    expect(codeOf((await signIn(email, password)).data.signIn)).toBe('OK');
  });

  test('is useless once another was asked for', async () => {
    const { email } = await newPerson(auth);
    await request(email);
    const first = await linkOf(email);
    await request(email);
    expect(codeOf(await reset(first))).toBe('LINK_INVALID');
    expect(codeOf(await reset(await linkOf(email)))).toBe('OK');
  });

  test('that verifies an address sets no password, and the other way round', async () => {
    const { email, userId } = await newPerson(auth);
    const verification = await mailedToken(auth, email, 'email-verification');
    await request(email);
    const { data } = await auth.ask(verifyMutation, { variables: { input: { token: await linkOf(email) } } });
    expect(codeOf(data.verifyEmail)).toBe('LINK_INVALID');
    expect(codeOf(await reset(verification))).toBe('LINK_INVALID');
    expect(await personOf(userId)).toMatchObject({ verifiedEmail: null });
    expect(codeOf((await signIn(email, password)).data.signIn)).toBe('OK');
  });

  test('is not used up by a password that is refused', async () => {
    const { email } = await newPerson(auth);
    await request(email);
    const token = await linkOf(email);
    expect(await reset(token, 'short')).toMatchObject({
      email: null,
      userErrors: [{ code: 'INVALID_PASSWORD', field: ['input', 'newPassword'] }],
    });
    expect(codeOf(await reset(token))).toBe('OK');
  });

  test('made up, cut off or empty is no link', async () => {
    for (const wrong of ['', 'x'.repeat(43), '\0', 'x'.repeat(100_000)]) {
      expect(codeOf(await reset(wrong))).toBe('LINK_INVALID');
    }
  });
});

describe('the address', () => {
  test('is verified by the link; what others could come back with ends', async () => {
    const { email, userId, accessToken } = await newPerson(auth);
    const key = await newApiKey(auth, accessToken, ['joins:read']);
    await request(email);
    expect(codeOf(await reset(await linkOf(email)))).toBe('OK');
    expect(await personOf(userId)).toMatchObject({ verifiedEmail: email, emailVerifiedAt: expect.any(Date) });
    expect((await factsOf(auth, userId)).at(-1)).toBe('person.updated.v1');
    expect(await kindsOf(userId)).toEqual(expect.arrayContaining(['EMAIL_VERIFIED', 'PASSWORD_RESET']));
    expect(await exchangeKey(auth, key)).toBeNull();
  });

  test('was verified long ago: nothing is told anew, and keys end all the same', async () => {
    const { email, userId, accessToken } = await newVerifiedPerson(auth);
    const key = await newApiKey(auth, accessToken, ['joins:read']);
    await request(email);
    expect(codeOf(await reset(await linkOf(email)))).toBe('OK');
    expect((await factsOf(auth, userId)).at(-1)).toBe('account.password-reset-requested.v1');
    expect(await exchangeKey(auth, key)).toBeNull();
  });

  test('that became another account’s meanwhile makes the link useless', async () => {
    const email = anyEmail();
    const first = await newPerson(auth, email);
    const verification = await mailedToken(auth, email, 'email-verification');
    await newPerson(auth, email);
    await request(email);
    const link = await linkOf(email);
    await verifyByLink(auth, verification);
    expect((await personOf(first.userId)).verifiedEmail).toBe(email);
    expect(codeOf(await reset(link))).toBe('LINK_INVALID');
    expect(codeOf((await signIn(email, newPassword)).data.signIn)).toBe('INVALID_CREDENTIALS');
  });

  test('means the account that verified it, else the newest', async () => {
    const email = anyEmail();
    const first = await newPerson(auth, email);
    const verification = await mailedToken(auth, email, 'email-verification');
    const second = await newPerson(auth, email);
    const linked = async () => {
      await request(email);
      const hash = hashEmailToken(await linkOf(email));
      return (await auth.database.emailToken.findUniqueOrThrow({ where: { hash } })).personId;
    };
    expect(await linked()).toBe(second.userId);
    await verifyByLink(auth, verification);
    expect(await linked()).toBe(first.userId);
  });
});

describe('one link used twice at once', () => {
  test('sets one password: the other is told the link was used', async () => {
    const { email, userId } = await newVerifiedPerson(auth);
    await request(email);
    const token = await linkOf(email);
    const typed = ['the first new password', 'the second new password'];
    const answers = await atThePeoplesLocks(
      auth,
      [userId],
      typed.map((next) => () => reset(token, next)),
    );
    expect(answers.map(codeOf)).toEqual(['OK', 'LINK_INVALID']);
    expect(codeOf((await signIn(email, 'the first new password')).data.signIn)).toBe('OK');
    expect((await kindsOf(userId)).filter((kind) => kind === 'PASSWORD_RESET')).toHaveLength(1);
  });

  test('without the lock and the condition both would set theirs', async () => {
    const { email } = await newVerifiedPerson(auth);
    await request(email);
    const hash = hashEmailToken(await linkOf(email));
    const { promise: bothHaveRead, resolve } = Promise.withResolvers<void>();
    let readers = 0;
    const takenBy = await Promise.all(
      [1, 2].map(() =>
        auth.database.$transaction(async (tx) => {
          const token = await tx.emailToken.findUniqueOrThrow({ where: { hash } });
          readers += 1;
          if (readers === 2) resolve();
          await bothHaveRead;
          await tx.emailToken.update({ where: { hash }, data: { usedAt: new Date() } });
          return token.usedAt === null;
        }),
      ),
    );
    expect(takenBy).toEqual([true, true]);
  });

  test('a sign-in with the old password that waits for the reset to end is refused', async () => {
    const { email, userId } = await newVerifiedPerson(auth);
    await request(email);
    const token = await linkOf(email);
    const [first, second] = await atThePeoplesLocks<string>(
      auth,
      [userId],
      [async () => codeOf(await reset(token)), async () => codeOf((await signIn(email, password)).data.signIn)],
    );
    expect([first, second]).toEqual(['OK', 'INVALID_CREDENTIALS']);
    expect(await auth.database.session.count({ where: { personId: userId, endedAt: null } })).toBe(0);
  });
});

describe('asking for a link', () => {
  test('answers the same for nobody’s address, and mails nothing', async () => {
    const { email } = await newPerson(auth);
    const known = await request(email);
    const before = await auth.database.outboxMessage.count();
    const unknown = await request(anyEmail());
    expect(unknown).toEqual(known);
    expect(known.data.requestPasswordReset.userErrors).toEqual([]);
    expect(await auth.database.outboxMessage.count()).toBe(before);
  });

  test('with what is no address says so', async () => {
    expect((await request(randomUUIDv7())).data.requestPasswordReset.userErrors).toMatchObject([
      { code: 'INVALID_EMAIL', field: ['input', 'email'] },
    ]);
  });
});
