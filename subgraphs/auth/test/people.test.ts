import { rm } from 'node:fs/promises';
import { personRegistered } from '@cityevents/messages/person';
import { loadKeys } from '@cityevents/service/keys-file';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CreatedPerson, createPeople } from '../src/people/create-people.ts';
import { startProcess } from './auth-process.ts';
import { type AuthUnderTest, signInMutation, startAuthUnderTest } from './auth-under-test.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const access = () => ({ AUTH_DATABASE_URL: auth.databaseUrl, AUTH_KEYS_FILE: auth.keysFile });
const peopleCli = (args: string[], environment: Record<string, string> = access()) =>
  startProcess('people/cli.ts', environment, args).ended;

describe('npm run people', () => {
  test('prints a line a person, each signed in and told to the others', async () => {
    const before = await auth.database.person.count();
    const { code, stdout, stderr } = await peopleCli(['--count', '1001']);
    expect(stderr).toContain('1001 people');
    expect(code).toBe(0);

    const people: CreatedPerson[] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(new Set(people.map((person) => person.email)).size).toBe(1001);
    expect(new Set(people.map((person) => person.userId)).size).toBe(1001);
    expect(await auth.database.person.count()).toBe(before + 1001);
    const last = people.at(-1)!;
    const { data } = await auth.ask('{ viewer { id email } }', { accessToken: last.accessToken });
    expect(data.viewer).toEqual({ id: last.userId, email: last.email });

    const messages = await auth.database.outboxMessage.findMany({
      where: { aggregateId: { in: people.map((p) => p.userId) } },
    });
    expect(messages).toHaveLength(1001);
    const { id, aggregateId, sequence, occurredAt, payload, routingKey } = messages[0]!;
    const envelope = { id, aggregateId, owner: 'auth', type: routingKey, sequence: Number(sequence), data: payload };
    expect(personRegistered.safeParse({ ...envelope, occurredAt: occurredAt.toISOString() }).success).toBe(true);
  });

  for (const args of [['--count', '0'], ['--count', '100001'], []]) {
    test(`refuses ${JSON.stringify(args)} and makes nobody`, async () => {
      const before = await auth.database.person.count();
      const { code, stdout, stderr } = await peopleCli(args);
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain('Usage: npm run people');
      expect(await auth.database.person.count()).toBe(before);
    });
  }

  test('says so when the system is not running', async () => {
    const { code, stderr } = await peopleCli(['--count', '1'], {
      CITYEVENTS_ENVIRONMENT_FILE: `${auth.keysFile}.none`,
    });
    expect(code).toBe(1);
    expect(stderr).toContain("isn't running here; npm start first");
  });

  test('never makes signing keys of its own', async () => {
    const file = `${auth.keysFile}.gone`;
    await loadKeys(file);
    await rm(file);
    const { code, stderr } = await peopleCli(['--count', '1'], { ...access(), AUTH_KEYS_FILE: file });
    expect(code).toBe(1);
    expect(stderr).toContain('there are no signing keys yet');
  });
});

test('people made with a password can sign in with it', async () => {
  for await (const { email } of createPeople(access(), { count: 1, password: 'a shared password' })) {
    const { data } = await auth.ask(signInMutation, { variables: { input: { email, password: 'a shared password' } } });
    expect(data.signIn.userErrors).toEqual([]);
  }
});
