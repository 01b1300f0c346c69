import { spawnSync } from 'node:child_process';
import { type DatabaseName, databaseNames, urlVariable } from '@cityevents/prisma/databases';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkRules } from './check-rules.ts';
import { closeDatabases, type Databases, openDatabases } from './databases.ts';
import { allRules } from './rules/all-rules.ts';
import { cleanState, dropSafeguards, ids, type Statements, violations } from './sample-state.ts';

let made: Record<DatabaseName, TestDatabase>;
let writers: Record<DatabaseName, pg.Pool>;
let databases: Databases;

const each = async <T>(work: (name: DatabaseName) => Promise<T>) =>
  Object.fromEntries(await Promise.all(databaseNames.map(async (name) => [name, await work(name)]))) as Record<
    DatabaseName,
    T
  >;
const urls = () =>
  Object.fromEntries(databaseNames.map((name) => [name, made[name].url])) as Record<DatabaseName, string>;

async function run(statements: Statements): Promise<void> {
  for (const name of databaseNames) if (statements[name]) await writers[name].query(statements[name]);
}

const now = { quietMs: 0, longestMs: 0 };

beforeAll(async () => {
  made = await each(createTestDatabase);
  writers = await each(async (name) => new pg.Pool({ connectionString: made[name].url, max: 1 }));
  databases = await openDatabases(urls());
  await run(dropSafeguards);
});

afterAll(async () => {
  await closeDatabases(databases);
  await each((name) => writers[name].end());
  await each((name) => made[name].drop());
});

beforeEach(() => run(cleanState));

describe('fsck', () => {
  it('finds nothing in a clean state', async () => {
    const results = await checkRules(databases, allRules, now);
    expect(results.filter((result) => result.violations.length > 0)).toEqual([]);
  });

  it('has a violation planted for each of its rules', () => {
    expect(Object.keys(violations).sort()).toEqual(allRules.map((rule) => rule.name).sort());
  });

  it.each(Object.entries(violations))('finds what breaks "%s", and nothing else', async (name, statements) => {
    await run(statements);
    const results = await checkRules(databases, allRules, now);
    const broken = results.filter((result) => result.violations.length > 0);
    expect(broken.map(({ rule, violations }) => [rule.name, violations.length])).toEqual([[name, 1]]);
  });

  it('waits for messages under way before it says that databases disagree', async () => {
    const late = `INSERT INTO recipients VALUES ('${ids.late}', 'late@example.test', 'Late', 1)`;
    await run({
      auth: `INSERT INTO people (id, email, display_name, password_hash) VALUES ('${ids.late}', 'late@example.test', 'Late', 'x')`,
      joins: `INSERT INTO people (user_id, display_name, name_key, sequence) VALUES ('${ids.late}', 'Late', ' late', 1)`,
      feed: `INSERT INTO feed_people (user_id, interests, sequence) VALUES ('${ids.late}', '{}', 1)`,
    });
    let arrived: Promise<unknown> | undefined;
    const results = await checkRules(databases, allRules, {
      quietMs: 20_000,
      longestMs: 20_000,
      onProgress: (text) => {
        expect(text).toContain('people in mail');
        arrived ??= writers.notifications.query(late);
      },
    });
    expect(arrived).toBeDefined();
    expect(results.flatMap((result) => [...result.violations, ...result.moving])).toEqual([]);
  });

  it('can’t write', async () => {
    await expect(databases.joins.query('DELETE FROM joins')).rejects.toMatchObject({ code: '25006' });
  });
});

describe('npm run fsck', () => {
  const fsck = (env: Record<string, string>, ...args: string[]) =>
    spawnSync(process.execPath, [`${import.meta.dirname}/main.ts`, ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, CITYEVENTS_ENVIRONMENT_FILE: '/nowhere/environment.json', ...env },
    });
  const variables = (changed: Record<string, string> = {}) => ({
    ...Object.fromEntries(databaseNames.map((name) => [urlVariable[name], made[name].url])),
    ...changed,
  });

  it('prints every rule and exits with 0 when all hold', () => {
    const { stdout, status } = fsck(variables());
    for (const rule of allRules) expect(stdout).toMatch(new RegExp(`${rule.name} +ok`));
    expect(stdout).toContain(`All ${allRules.length} rules hold.`);
    expect(status).toBe(0);
  });

  it('shows what breaks a rule and exits with 1', async () => {
    await run(violations['no overbooking']!);
    const { stdout, status } = fsck(variables(), '--wait-seconds', '0');
    expect(stdout).toContain(`event ${ids.event}: 2 seats taken of 1`);
    expect(stdout).toContain(`1 of ${allRules.length} rules are broken.`);
    expect(status).toBe(1);
  });

  it('names each database that doesn’t answer, without its password', () => {
    const dead = 'postgresql://someone:secret@127.0.0.1:1/nothing';
    const { stderr, stdout, status } = fsck(variables({ FEED_DATABASE_URL: dead, AUTH_DATABASE_URL: dead }));
    expect(stderr).toBe(
      'AUTH_DATABASE_URL: no answer from the database at 127.0.0.1:1: ECONNREFUSED\n' +
        'FEED_DATABASE_URL: no answer from the database at 127.0.0.1:1: ECONNREFUSED\n',
    );
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });

  it('says so when the system isn’t running here', () => {
    const { stderr, status } = fsck({});
    expect([stderr, status]).toEqual(["The system isn't running here; npm start first.\n", 1]);
  });

  it.each([[['--wait-seconds', 'long']], [['--wait-seconds', '-1']], [['everything']], [['--nonsense']]])(
    'explains itself when asked for %j',
    (args) => {
      const { stderr, status } = fsck(variables(), ...args);
      expect(stderr).toContain('Usage: npm run fsck');
      expect(status).toBe(1);
    },
  );
});
