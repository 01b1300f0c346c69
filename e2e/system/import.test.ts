import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoOrganizer } from '@cityevents/cli/sign-in';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './public-api.ts';
import { root, runId, runTool } from './running-system.ts';

let folder: string;
let file: string;

const importFile = (...args: string[]) => runTool('cli/import/main.ts', [file, ...args]);
/** A report's counts, in its order. */
const counts = (stdout: string) =>
  [...stdout.matchAll(/^ {2}(created|updated|unchanged|duplicates merged|invalid|rows in all) +(\d+)$/gm)].map(
    ([, name, count]) => [name, Number(count)],
  );
const report = (created: number, updated: number, unchanged: number) => [
  ['created', created],
  ['updated', updated],
  ['unchanged', unchanged],
  ['duplicates merged', 2],
  ['invalid', 14],
  ['rows in all', 25],
];

// The messy fixture, its conferences this run's own.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cityevents-import-'));
  file = join(folder, 'conferences.json');
  const rows: unknown[] = JSON.parse(await readFile(join(root, 'fixtures', 'conferences-messy.json'), 'utf8'));
  const own = rows.map((row) => {
    const isNamed = row !== null && typeof row === 'object' && 'name' in row && typeof row.name === 'string';
    return isNamed && String(row.name).trim() !== '' ? { ...row, name: `${row.name} ${runId}` } : row;
  });
  await writeFile(file, JSON.stringify(own));
});

afterAll(() => rm(folder, { recursive: true }));

it('says what it would do, and does it only then', async () => {
  const dry = await importFile('--dry-run');
  expect([dry.status, counts(dry.stdout)]).toEqual([0, report(9, 0, 0)]);
  expect(dry.stdout).toContain('nothing was changed');
  const real = await importFile();
  expect([real.status, counts(real.stdout)]).toEqual([0, report(9, 0, 0)]);
  expect(real.stdout).toContain('row 17 "Ends before it starts');
  expect(real.stdout).toMatch(/row 0, row 1, row 2 "River City Rust Days \w+": city, online/);
});

it('adds nothing when run twice', async () => {
  const { status, stdout } = await importFile();
  expect([status, counts(stdout)]).toEqual([0, report(0, 0, 9)]);
});

it('makes events of what it brings in, those that are over ENDED', async () => {
  const { signIn } = await ask('mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', {
    input: { email: demoOrganizer, password: 'cityevents-demo' },
  });
  const query = `query ($status: [EventStatus!]) {
    viewer { organizedEvents(status: $status, first: 100) { edges { node { title status timezone tags city } } } }
  }`;
  const { viewer } = await ask(query, { status: ['PUBLISHED', 'ENDED'] }, signIn.accessToken);
  // biome-ignore lint/suspicious/noExplicitAny: matched below.
  const events = viewer.organizedEvents.edges.map((edge: any) => edge.node);
  expect(events).toContainEqual({
    title: `River City Rust Days ${runId}`,
    status: 'PUBLISHED',
    timezone: 'Europe/Vienna',
    tags: ['devops', 'rust'],
    city: 'Vienna',
  });
  expect(events).toContainEqual(expect.objectContaining({ title: `Long Gone Conf ${runId}`, status: 'ENDED' }));
});

it('moves the same events by --shift-days, and back', async () => {
  const moved = await importFile('--shift-days', '-7');
  expect([moved.status, counts(moved.stdout)]).toEqual([0, report(0, 9, 0)]);
  const back = await importFile();
  expect([back.status, counts(back.stdout)]).toEqual([0, report(0, 9, 0)]);
});
