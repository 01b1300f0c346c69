import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { testService } from '@cityevents/testing/test-services';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseNames, urlVariable } from '../databases.ts';
import { migrationsFolder } from '../engine/migration-files.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '../engine/temporary-database.ts';

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs one of the commands as a person would, in an environment with only these variables. */
function run(command: string, args: string[], variables: Record<string, string>): Promise<Outcome> {
  const { PATH = '' } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [`${import.meta.dirname}/../${command}`, ...args],
      { env: { PATH, ...variables } },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

// Nothing listens on port 1.
const DEAD = 'postgresql://nobody:hidden@127.0.0.1:1/nothing';

describe('db:migrate', () => {
  const databases: TemporaryDatabase[] = [];
  let variables: Record<string, string> = {};
  beforeAll(async () => {
    for (const database of databaseNames) {
      databases.push(await createTemporaryDatabase(testService('POSTGRES_URL'), `cityevents_test_${database}`));
    }
    variables = Object.fromEntries(databaseNames.map((database, i) => [urlVariable[database], databases[i]!.url]));
  });
  afterAll(async () => {
    await Promise.all(databases.map(({ drop }) => drop()));
  });

  test('names every database that does not answer, shows no password, and changes nothing', async () => {
    const broken = { ...variables, JOINS_DATABASE_URL: DEAD, FEED_DATABASE_URL: DEAD };
    const { code, stdout, stderr } = await run('migrate.ts', [], broken);
    expect(code).toBe(1);
    expect(stderr).toMatch(/JOINS_DATABASE_URL: no answer .* 127\.0\.0\.1:1\/nothing: .*ECONNREFUSED/);
    expect(stderr).toMatch(/FEED_DATABASE_URL: no answer/);
    expect(stderr).not.toMatch(/hidden|AUTH_DATABASE_URL|\n +at /);
    expect(stdout).toBe('');
  });

  test('reports every bad variable at once', async () => {
    const broken = { ...variables, AUTH_DATABASE_URL: 'mysql://somewhere', FEED_DATABASE_URL: '' };
    const { code, stderr } = await run('migrate.ts', [], broken);
    expect(code).toBe(1);
    expect(stderr).toMatch(/AUTH_DATABASE_URL is not a URL like postgresql:/);
    expect(stderr).toMatch(/FEED_DATABASE_URL is missing/);
  });

  test('of two processes at once, exactly one applies each migration', async () => {
    const outcomes = await Promise.all([run('migrate.ts', [], variables), run('migrate.ts', [], variables)]);
    expect(outcomes.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    for (const database of databaseNames) {
      const lines = outcomes.flatMap(({ stdout }) => stdout.split('\n')).filter((line) => line.startsWith(database));
      expect(lines.sort()).toEqual([expect.stringContaining(': applied '), `${database}: up to date`]);
    }
  });
});

describe('db:migration', () => {
  const variables = () => ({ POSTGRES_URL: testService('POSTGRES_URL') });

  test.each([
    ['an unknown database', ['tickets', 'add_name'], /There is no database "tickets"/],
    ['a bad name', ['joins', 'Add-Name'], /"Add-Name" is no name for a migration/],
    ['no name', ['joins'], /Usage: npm run db:migration/],
    ['too much', ['joins', 'add_name', 'more'], /Usage: npm run db:migration/],
    ['an empty difference', ['joins', 'add_name'], /there is nothing to migrate/],
  ])('refuses %s and writes nothing', async (_what, args, message) => {
    const before = await readdir(migrationsFolder('joins'));
    const { code, stderr } = await run('new-migration.ts', args, variables());
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n +at /);
    expect(await readdir(migrationsFolder('joins'))).toEqual(before);
  });

  test('says when the server does not answer', async () => {
    const { code, stderr } = await run('new-migration.ts', ['joins', 'add_name'], { POSTGRES_URL: DEAD });
    expect(code).toBe(1);
    expect(stderr).toMatch(/No temporary database could be made at 127\.0\.0\.1:1\/nothing: .*ECONNREFUSED/);
  });
});
