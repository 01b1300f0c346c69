import { describe, expect, it } from 'vitest';
import { runTool } from './running-system.ts';

const dead = 'postgresql://someone:secret@127.0.0.1:1/nothing';
const fixture = 'fixtures/conferences-messy.json';

describe('bad input to a command', () => {
  it.each<[string, string, string[], RegExp]>([
    ['drop', 'cli/drop/main.ts', ['--users', '0'], /^--users: must be a whole number from 1 to 10000/],
    [
      'drop',
      'cli/drop/main.ts',
      ['--seats', 'many', '--event', 'x'],
      /^--seats: .*\n--event: must be the id of an event/,
    ],
    ['drop', 'cli/drop/main.ts', ['extra'], /^It takes options only\./],
    ['people', 'subgraphs/auth/src/people/cli.ts', ['--count', 'x'], /count/],
    ['fsck', 'cli/fsck/main.ts', ['--repair'], /^Unknown option '--repair'/],
    ['import', 'cli/import/main.ts', [], /^Which file\?/],
    ['import', 'cli/import/main.ts', [fixture, '--shift-days', '1.5'], /^--shift-days: must be a whole number/],
    ['import', 'cli/import/main.ts', ['nowhere.json'], /^There is no file nowhere\.json/],
    ['import', 'cli/import/main.ts', ['.editorconfig'], /^\.editorconfig is not JSON in UTF-8/],
    ['import', 'cli/import/main.ts', ['package.json'], /^package\.json holds no array/],
    ['import', 'cli/import/main.ts', [fixture, '--password', 'wrong password'], /^Signing in as .* was refused/],
    ['import', 'cli/import/main.ts', [fixture, '--email', 'somebody@example.test'], /^Set CITYEVENTS_PASSWORD/],
  ])('%s (%s %j) is a clear message and exit code 1', async (_, script, args, message) => {
    const { status, stdout, stderr } = await runTool(script, args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('node:internal');
    expect([status, stdout]).toEqual([1, '']);
  });

  it('names a database that doesn’t answer, before anything is done', async () => {
    const fsck = await runTool('cli/fsck/main.ts', [], { JOINS_DATABASE_URL: dead });
    expect([fsck.status, fsck.stdout, fsck.stderr]).toEqual([
      1,
      '',
      'JOINS_DATABASE_URL: no answer from the database at 127.0.0.1:1: ECONNREFUSED\n',
    ]);
  });

  it('says that nobody answers at the public address', async () => {
    const { status, stderr } = await runTool('cli/import/main.ts', [fixture], { PUBLIC_URL: 'http://127.0.0.1:1' });
    expect([status, stderr]).toEqual([
      1,
      "http://127.0.0.1:1 doesn't answer (ECONNREFUSED). Is the system running? npm start\n",
    ]);
  });
});
