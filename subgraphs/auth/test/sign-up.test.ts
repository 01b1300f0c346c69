import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AuthUnderTest,
  anyEmail,
  newPerson,
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
    const messages = await auth.database.outboxMessage.findMany({ where: { aggregateId: userId } });
    expect(messages).toHaveLength(1);
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
    expect(person.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(Buffer.from(person.sessions[0]!.tokens[0]!.hash).includes(Buffer.from(refreshToken, 'base64url'))).toBe(
      false,
    );
    expect(person.sessions[0]!.tokens[0]!.hash).toHaveLength(32);
  });

  test('an address is taken in any case, and nothing is left of the attempt', async () => {
    const { email } = await newPerson(auth);
    const messages = await auth.database.outboxMessage.count();
    const { data, setCookie } = await signUp({ email: ` ${email.toUpperCase()} `, password, displayName: 'Eve' });
    expect(data.signUp).toMatchObject({
      user: null,
      accessToken: null,
      userErrors: [{ code: 'EMAIL_TAKEN', field: ['input', 'email'] }],
    });
    expect(setCookie).toBeNull();
    expect(await auth.database.outboxMessage.count()).toBe(messages);
  });

  test('of ten at once with one address, one gets the account', async () => {
    const input = { email: anyEmail(), password, displayName: 'Ada' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => signUp(input)));
    const codes = answers.map(({ data }) => data.signUp.userErrors[0]?.code ?? 'OK').sort();
    expect(codes).toEqual([...Array(9).fill('EMAIL_TAKEN'), 'OK']);
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
