import { createTokenVerifier } from '@cityevents/viewer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashEmailToken } from '../src/email-tokens/email-token.ts';
import { sweepEmailTokens } from '../src/email-tokens/sweep-email-tokens.ts';
import {
  type AuthUnderTest,
  anyEmail,
  factsOf,
  mailedToken,
  newPerson,
  newVerifiedPerson,
  refreshMutation,
  requestVerificationMutation,
  startAuthUnderTest,
  verifyByLink,
  verifyMutation,
} from './auth-under-test.ts';
import { atThePeoplesLocks } from './person-race.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  // Addresses are shared by several accounts here.
  auth = await startAuthUnderTest({ SIGN_UPS_PER_EMAIL: '100' });
});
afterAll(() => auth.stop());

const verify = (token: string) => verifyByLink(auth, token);
const request = (email: string, accessToken?: string) =>
  auth.ask(requestVerificationMutation, { variables: { input: { email } }, accessToken: accessToken ?? null });
const linkOf = (email: string) => mailedToken(auth, email, 'email-verification');
const verifiedEmailOf = async (id: string) =>
  (await auth.database.person.findUniqueOrThrow({ where: { id } })).verifiedEmail;

describe('the mailed link', () => {
  test('verifies the address once, and the others are told', async () => {
    const { userId, email } = await newPerson(auth);
    const token = await linkOf(email);
    expect(await verify(token)).toEqual({ email, userErrors: [] });
    expect(await verifiedEmailOf(userId)).toBe(email);
    expect(await factsOf(auth, userId)).toEqual([
      'person.registered.v1',
      'account.email-verification-requested.v1',
      'person.updated.v1',
    ]);
    const told = await auth.database.outboxMessage.findFirst({ where: { aggregateId: userId, sequence: 3 } });
    expect(told?.payload).toMatchObject({ userId, email, emailVerified: true, displayName: 'Ada' });
    expect(await auth.database.securityEvent.count({ where: { personId: userId, kind: 'EMAIL_VERIFIED' } })).toBe(1);

    expect(await verify(token)).toMatchObject({
      email: null,
      userErrors: [{ code: 'LINK_INVALID', field: ['input', 'token'] }],
    });
  });

  test('is in the next access token', async () => {
    const { email, accessToken, refreshToken } = await newPerson(auth);
    const check = createTokenVerifier({ jwksUrl: `${auth.url}/.well-known/jwks.json` });
    expect((await check(`Bearer ${accessToken}`))?.emailVerified).toBe(false);
    await verify(await linkOf(email));
    const { data } = await auth.ask(refreshMutation, { cookie: refreshToken });
    expect((await check(`Bearer ${data.refreshSession.accessToken}`))?.emailVerified).toBe(true);
  });

  test('is good for a day and not longer', async () => {
    const { userId, email } = await newPerson(auth);
    const token = await linkOf(email);
    await auth.database.emailToken.update({ where: { hash: hashEmailToken(token) }, data: { expiresAt: new Date() } });
    expect((await verify(token)).userErrors[0].code).toBe('LINK_INVALID');
    expect(await verifiedEmailOf(userId)).toBeNull();
  });

  test('made up, cut off, empty or for another purpose is no link', async () => {
    const { email, userId } = await newPerson(auth);
    const token = await linkOf(email);
    for (const wrong of ['', 'x'.repeat(43), token.slice(1), `${token}=`, '\0', 'x'.repeat(100_000)]) {
      expect((await verify(wrong)).userErrors[0].code).toBe('LINK_INVALID');
    }
    await auth.database.emailToken.update({
      where: { hash: hashEmailToken(token) },
      data: { purpose: 'RESET_PASSWORD' },
    });
    expect((await verify(token)).userErrors[0].code).toBe('LINK_INVALID');
    expect(await verifiedEmailOf(userId)).toBeNull();
  });

  test('is of no use to who isn’t signed in to the account it was mailed for, and stays good', async () => {
    const { email, userId } = await newPerson(auth);
    const token = await linkOf(email);
    const other = await newPerson(auth, email);
    for (const accessToken of [null, other.accessToken]) {
      const { data } = await auth.ask(verifyMutation, { variables: { input: { token } }, accessToken });
      expect(data.verifyEmail).toMatchObject({ email: null, userErrors: [{ code: 'SIGN_IN_FIRST' }] });
    }
    expect(await verifiedEmailOf(userId)).toBeNull();
    expect((await verify(token)).email).toBe(email);
  });

  test('used twice at once is used once', async () => {
    const { email, userId } = await newPerson(auth);
    const token = await linkOf(email);
    const answers = await atThePeoplesLocks(auth, [userId], [() => verify(token), () => verify(token)]);
    expect(answers.map(({ userErrors }) => userErrors[0]?.code ?? 'OK').sort()).toEqual(['LINK_INVALID', 'OK']);
    expect((await factsOf(auth, userId)).filter((type) => type === 'person.updated.v1')).toHaveLength(1);
  });
});

describe('an address belongs to one account', () => {
  test('the first to verify it has it, the others are told it is taken', async () => {
    const email = anyEmail();
    const first = await newPerson(auth, email);
    const firstLink = await linkOf(email);
    const second = await newPerson(auth, email);
    const secondLink = await linkOf(email);
    expect((await verify(secondLink)).email).toBe(email);
    expect(await verify(firstLink)).toMatchObject({ email: null, userErrors: [{ code: 'EMAIL_TAKEN' }] });
    expect(await verifiedEmailOf(first.userId)).toBeNull();
    expect(await verifiedEmailOf(second.userId)).toBe(email);
    expect(await factsOf(auth, first.userId)).not.toContain('person.updated.v1');
  });

  /** Two accounts with one address and a link each, used at once; how many have it verified then. */
  async function bothAtOnce() {
    const email = anyEmail();
    const links: string[] = [];
    const ids: string[] = [];
    for (let n = 0; n < 2; n++) {
      ids.push((await newPerson(auth, email)).userId);
      links.push(await linkOf(email));
    }
    const answers = await atThePeoplesLocks(
      auth,
      ids,
      links.map((link) => () => verify(link)),
    );
    const verified = await auth.database.person.count({ where: { id: { in: ids }, verifiedEmail: email } });
    return { codes: answers.map(({ userErrors }) => userErrors[0]?.code ?? 'OK').sort(), verified };
  }

  test('also when two verify it at once', async () => {
    expect(await bothAtOnce()).toEqual({ codes: ['EMAIL_TAKEN', 'OK'], verified: 1 });
  });

  test('without the index both would have it', async () => {
    await auth.database.$executeRaw`DROP INDEX people_verified_email_key`;
    try {
      expect(await bothAtOnce()).toEqual({ codes: ['OK', 'OK'], verified: 2 });
    } finally {
      await auth.database.$executeRaw`
        UPDATE people SET verified_email = NULL WHERE verified_email IN
          (SELECT verified_email FROM people GROUP BY verified_email HAVING count(*) > 1)`;
      await auth.database.$executeRaw`CREATE UNIQUE INDEX people_verified_email_key ON people (verified_email)`;
    }
  });
});

describe('asking for the link again', () => {
  test('mails another one, and both are good', async () => {
    const { email, userId, accessToken } = await newPerson(auth);
    const first = await linkOf(email);
    expect((await request(email, accessToken)).data.requestEmailVerification.userErrors).toEqual([]);
    const second = await linkOf(email);
    expect(second).not.toBe(first);
    expect((await verify(first)).email).toBe(email);
    expect((await verify(second)).email).toBe(email);
    expect((await factsOf(auth, userId)).filter((type) => type === 'person.updated.v1')).toHaveLength(1);
  });

  test('goes to one’s own account, though there is a newer one with the address', async () => {
    const email = anyEmail();
    const own = await newPerson(auth, email);
    await newPerson(auth, email);
    await request(email, own.accessToken);
    await verify(await linkOf(email));
    expect(await verifiedEmailOf(own.userId)).toBe(email);
  });

  test('when the address is another account’s mails that account’s owner, and nothing that would verify it', async () => {
    const { email, userId } = await newVerifiedPerson(auth);
    const { accessToken } = await newPerson(auth, email);
    const before = (await factsOf(auth, userId)).length;
    expect((await request(email, accessToken)).data.requestEmailVerification.userErrors).toEqual([]);
    expect((await factsOf(auth, userId)).slice(before)).toEqual(['account.address-reused.v1']);
  });

  test('answers the same for a verified address and for nobody’s, and mails nothing', async () => {
    const { email } = await newVerifiedPerson(auth);
    const before = await auth.database.outboxMessage.count();
    const answers = [await request(email), await request(anyEmail())];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.data.requestEmailVerification.userErrors).toEqual([]);
    expect(await auth.database.outboxMessage.count()).toBe(before);
  });

  test('with what is no address says so', async () => {
    expect((await request('ada')).data.requestEmailVerification.userErrors).toEqual([
      {
        code: 'INVALID_EMAIL',
        message: 'This is not an e-mail address.',
        field: ['input', 'email'],
        retryAfterSeconds: null,
      },
    ]);
  });
});

test('sweeping deletes the links that are too old, and no others', async () => {
  const [old, recent] = [await newPerson(auth), await newPerson(auth)];
  await auth.database.emailToken.updateMany({
    where: { personId: old.userId },
    data: { expiresAt: new Date(Date.now() - 1) },
  });
  await sweepEmailTokens(auth.database);
  const left = (personId: string) => auth.database.emailToken.count({ where: { personId } });
  expect([await left(old.userId), await left(recent.userId)]).toEqual([0, 1]);
});
