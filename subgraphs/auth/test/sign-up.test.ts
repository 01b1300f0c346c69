import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  type AuthUnderTest,
  anyEmail,
  factsOf,
  mailedToken,
  newPerson,
  newVerifiedPerson,
  password,
  signUpMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const signUp = (input: object) => auth.ask(signUpMutation, { variables: { input } });

describe('signing up', () => {
  test('makes an account, signs it in, and sets the cookie', async () => {
    const email = anyEmail();
    const { data, setCookie } = await signUp({ email, password, displayName: '  Ada Lovelace ' });

    expect(data.signUp).toMatchObject({ user: { email, displayName: 'Ada Lovelace' }, userErrors: [] });
    const lifetime = Date.parse(data.signUp.accessTokenExpiresAt) - Date.now();
    expect(lifetime).toBeGreaterThan(9 * 60_000);
    expect(lifetime).toBeLessThanOrEqual(10 * 60_000);
    expect(setCookie).toMatch(/^cityevents_refresh=[\w-]{43}; Max-Age=2\d{6}; Path=\/; HttpOnly; SameSite=Strict$/);
    const { data: me } = await auth.ask('{ viewer { id email } }', { accessToken: data.signUp.accessToken });
    expect(me.viewer).toEqual({ id: data.signUp.user.id, email });
  });

  test('tells the others in the same transaction, as the first fact about the person', async () => {
    const { userId, email } = await newPerson(auth);
    const messages = await auth.database.outboxMessage.findMany({
      where: { aggregateId: userId },
      orderBy: { position: 'asc' },
    });
    expect(messages[0]).toMatchObject({
      routingKey: 'person.registered.v1',
      sequence: 1n,
      payload: { userId, email, displayName: 'Ada', interests: [], homeCity: null },
    });
  });

  test('stores neither the password nor the refresh token', async () => {
    const { userId, refreshToken } = await newPerson(auth);
    const person = await auth.database.person.findUniqueOrThrow({
      where: { id: userId },
      include: { sessions: { include: { tokens: true } } },
    });
    expect(person.passwordHash).toMatch(/^\$argon2id\$v=19\$m=12288,t=3,p=1\$/);
    expect(Buffer.from(person.sessions[0]!.tokens[0]!.hash).includes(Buffer.from(refreshToken, 'base64url'))).toBe(
      false,
    );
    expect(person.sessions[0]!.tokens[0]!.hash).toHaveLength(32);
  });

  test('mails a link to verify the address, of which only the hash is stored', async () => {
    const { userId, email } = await newPerson(auth);
    expect(await factsOf(auth, userId)).toEqual(['person.registered.v1', 'account.email-verification-requested.v1']);
    const token = await mailedToken(auth, email, 'email-verification');
    expect(token).toMatch(/^[\w-]{43}$/);
    const stored = await auth.database.emailToken.findFirstOrThrow({ where: { personId: userId } });
    expect(Buffer.from(stored.hash)).toEqual(createHash('sha256').update(token).digest());
    expect(stored).toMatchObject({ purpose: 'VERIFY_EMAIL', usedAt: null });
    expect(stored.expiresAt.getTime() - Date.now()).toBeCloseTo(86_400_000, -4);
  });

  test('with a verified address of somebody else’s answers the same, and mails a notice to its owner alone', async () => {
    const owner = await newVerifiedPerson(auth);
    const input = (email: string) => ({ email, password: 'another long password', displayName: 'Eve' });
    const known = await signUp(input(owner.email.toUpperCase()));
    const unknown = await signUp(input(anyEmail()));
    const shape = ({ data, errors, setCookie }: Answer) => ({
      errors,
      userErrors: data.signUp.userErrors,
      fields: Object.entries(data.signUp).map(([name, value]) => [name, typeof value]),
      user: { ...data.signUp.user, id: typeof data.signUp.user.id, email: typeof data.signUp.user.email },
      cookie: setCookie?.replace(/=[\w-]{43}; Max-Age=\d+/, ''),
    });
    expect(shape(known)).toEqual(shape(unknown));

    const stranger = known.data.signUp.user.id;
    expect(await factsOf(auth, stranger)).toEqual(['person.registered.v1']);
    expect((await factsOf(auth, owner.userId)).at(-1)).toBe('account.address-reused.v1');
    expect(await auth.database.emailToken.count({ where: { personId: stranger } })).toBe(0);
    // And the one is not the other: each has their own account.
    const as = (accessToken: string) => auth.ask('{ viewer { id } }', { accessToken });
    expect((await as(known.data.signUp.accessToken)).data.viewer.id).toBe(stranger);
    expect(stranger).not.toBe(owner.userId);
  });

  test('four times with one address in a day is too much, whether or not it has an account', async () => {
    const { email: known } = await newVerifiedPerson(auth);
    const refusals: unknown[] = [];
    for (const [email, times] of [
      [known, 2],
      [anyEmail(), 3],
    ] as const) {
      const input = { email, password, displayName: 'Ada' };
      for (let n = 0; n < times; n++) expect((await signUp(input)).data.signUp.userErrors).toEqual([]);
      const { data } = await signUp(input);
      expect(data.signUp.userErrors).toMatchObject([{ code: 'THROTTLED', field: null }]);
      refusals.push(data.signUp.userErrors[0].message);
    }
    expect(refusals[0]).toBe(refusals[1]);
    expect(refusals[0]).toMatch(/Try again in 24 hours\.$/);
  });
});

describe('signing up refuses, naming the field:', () => {
  const good = { email: 'ada@example.org', password, displayName: 'Ada' };
  const bad: [string, Partial<typeof good>, string, string][] = [
    ['no e-mail address', { email: 'ada' }, 'INVALID_EMAIL', 'email'],
    [
      'an address of 255 characters',
      { email: `${'a'.repeat(60)}@${'b'.repeat(186)}.example` },
      'INVALID_EMAIL',
      'email',
    ],
    ['an address with a line break', { email: 'ada@example.org\nBcc: x@example.org' }, 'INVALID_EMAIL', 'email'],
    ['an address with NUL', { email: 'ada\0@example.org' }, 'INVALID_EMAIL', 'email'],
    ['a short password', { password: 'short' }, 'INVALID_PASSWORD', 'password'],
    ['a long password', { password: 'ab'.repeat(129) }, 'INVALID_PASSWORD', 'password'],
    ['a common password', { password: 'Password123' }, 'INVALID_PASSWORD', 'password'],
    ['an empty name', { displayName: ' \t ' }, 'INVALID_DISPLAY_NAME', 'displayName'],
    ['a name of 81 characters', { displayName: 'x'.repeat(81) }, 'INVALID_DISPLAY_NAME', 'displayName'],
    ['a name with NUL', { displayName: 'A\0da' }, 'INVALID_DISPLAY_NAME', 'displayName'],
    ['a name with a line break', { displayName: 'Ada\nBcc: x' }, 'INVALID_DISPLAY_NAME', 'displayName'],
    [
      'a name that turns the direction of the page',
      { displayName: 'Ada\u202eevE' },
      'INVALID_DISPLAY_NAME',
      'displayName',
    ],
    ['a name of zero-width characters', { displayName: '\u200b\u200d' }, 'INVALID_DISPLAY_NAME', 'displayName'],
    ['a name with half a character', { displayName: 'Ada \ud83c' }, 'INVALID_DISPLAY_NAME', 'displayName'],
  ];
  // Composed, either would keep the process busy for minutes.
  const marks = '\u0301'.repeat(120_000) + '\u0323'.repeat(120_000);
  bad.push(
    ['a name of very many accents', { displayName: `A${marks}` }, 'INVALID_DISPLAY_NAME', 'displayName'],
    ['a password of very many accents', { password: marks }, 'INVALID_PASSWORD', 'password'],
  );
  for (const [what, change, code, field] of bad) {
    test(what, async () => {
      const { data, errors, setCookie } = await signUp({ ...good, ...change });
      expect(errors).toBeUndefined();
      expect(data.signUp.userErrors).toEqual([{ code, field: ['input', field], message: expect.any(String) }]);
      expect(setCookie).toBeNull();
    });
  }

  test('everything at once', async () => {
    const { data } = await signUp({ email: '', password: '', displayName: '' });
    expect(data.signUp.userErrors.map((error: { field: string[] }) => error.field)).toEqual([
      ['input', 'email'],
      ['input', 'password'],
      ['input', 'displayName'],
    ]);
  });
});
