import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Account, newAccount } from './new-account.ts';
import { ask } from './public-api.ts';
import { runTool } from './running-system.ts';

let folder: string;
let organizer: Account;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cityevents-files-'));
  organizer = await newAccount();
});
afterAll(() => rm(folder, { recursive: true }));

const asOrganizer = (script: string, ...args: string[]) =>
  runTool(script, [...args, '--email', organizer.email], { CITYEVENTS_PASSWORD: organizer.password });
const importFile = (file: string, ...args: string[]) => asOrganizer('cli/import/main.ts', file, ...args);
/** A report's counts, in its order, without what is 0. */
const counts = (stdout: string) =>
  Object.fromEntries(
    [...stdout.matchAll(/^ {2}([a-z][a-z, ]+?) +(-?\d+)$/gm)]
      .map(([, name, count]) => [name, Number(count)])
      .filter(([, n]) => n !== 0),
  );

const ics = 'fixtures/events-messy.ics';
const csv = 'fixtures/events-messy.csv';

it.each([
  [
    ics,
    {
      created: 9,
      'older, or never here': 1,
      'duplicates merged': 1,
      'not in the time': 1,
      invalid: 10,
      'rows in all': 22,
    },
  ],
  [csv, { created: 6, 'older, or never here': 1, invalid: 14, 'rows in all': 21 }],
])('of %s every row is accounted for: before, then, and the second time', async (file, { created, ...others }) => {
  const dry = await importFile(file, '--dry-run', '--timezone', 'Europe/Vienna');
  expect([dry.status, counts(dry.stdout), dry.stderr]).toEqual([0, { created, ...others }, expect.any(String)]);
  expect(dry.stdout).toContain('nothing was changed');
  const real = await importFile(file, '--timezone', 'Europe/Vienna');
  expect([real.status, counts(real.stdout)]).toEqual([0, { created, ...others }]);
  const again = await importFile(file, '--timezone', 'Europe/Vienna');
  expect([again.status, counts(again.stdout)]).toEqual([0, { unchanged: created, ...others }]);
});

it('bad rows are named by their line, with what would be right, whoever finds it', async () => {
  const { stdout } = await importFile(csv, '--dry-run');
  expect(stdout).toMatch(/line 14 "In another notation": startsAt: "10\.05\.2031 19:00" is no time: write it as/);
  expect(stdout).toMatch(/line 16 "Ends before it starts": endsAt: The event ends \(endsAt\) before it starts/);
  expect(stdout).toMatch(/line 18 "2³¹ seats": capacity: The capacity may be at most 1,000,000/);
  expect((await importFile(ics, '--dry-run')).stdout).toMatch(/"Ends before it starts": endsAt: The event ends/);
});

it('what is exported is there, and comes in again as it was', async () => {
  const paths = ['csv', 'ics', 'json'].map((ending) => join(folder, `events.${ending}`));
  for (const path of paths) {
    expect(await asOrganizer('cli/export/main.ts', path)).toMatchObject({ status: 0, stdout: `Written to ${path}.\n` });
  }
  const listed = JSON.parse(await readFile(paths[2]!, 'utf8')) as { title: string; timezone: string }[];
  expect(listed).toHaveLength(15);
  expect(listed).toContainEqual(expect.objectContaining({ title: '🎉 ליל מפות', timezone: 'Europe/Vienna' }));

  const other = await newAccount();
  const outcome = async (path: string) => {
    const { stdout } = await runTool('cli/import/main.ts', [path, '--email', other.email], {
      CITYEVENTS_PASSWORD: other.password,
    });
    return counts(stdout);
  };
  expect(await outcome(paths[0]!)).toEqual({ created: 15, 'rows in all': 15 });
  expect(await outcome(paths[0]!)).toEqual({ unchanged: 15, 'rows in all': 15 });
  const query = '{ viewer { organizedEvents(first: 100) { edges { node { title startsAt endsAt timezone } } } } }';
  const facts = async (accessToken: string) =>
    (await ask(query, {}, accessToken)).viewer.organizedEvents.edges
      .map(({ node }: { node: object }) => JSON.stringify(node))
      .toSorted();
  expect(await facts(other.accessToken)).toEqual(await facts(organizer.accessToken));

  const overwritten = await asOrganizer('cli/export/main.ts', paths[0]!);
  expect([overwritten.status, overwritten.stderr]).toEqual([1, expect.stringContaining('is there already.')]);
});

it('who comes to each published event is written to a file of its own', async () => {
  const other = await newAccount();
  const run = (script: string, ...args: string[]) =>
    runTool(script, [...args, '--email', other.email], { CITYEVENTS_PASSWORD: other.password });
  const path = join(folder, 'one.csv');
  await writeFile(path, 'title,startsAt,endsAt\nNight of lists,2031-05-04 19:00,2031-05-04 22:00\n');
  expect((await run('cli/import/main.ts', path)).status).toBe(0);
  const attendees = join(folder, 'attendees');
  // Joins hears of the event a moment later than it is there.
  await eventually(
    async () => {
      await rm(attendees, { recursive: true, force: true });
      await rm(join(folder, 'exported.csv'), { force: true });
      const { status } = await run('cli/export/main.ts', join(folder, 'exported.csv'), '--attendees', attendees);
      expect([status, (await readdir(attendees)).length]).toEqual([0, 1]);
    },
    { timeoutMs: 60_000, everyMs: 500 },
  );
  const [list] = await readdir(attendees);
  expect(await readFile(join(attendees, list!), 'utf8')).toMatch(/^\ufeffName,Status,/);
});
