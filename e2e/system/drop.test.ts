import { expect, it } from 'vitest';
import { runTool } from './running-system.ts';

const drop = (...args: string[]) => runTool('cli/drop/main.ts', args);

it('lets one of 50 people win the one seat, 49 wait, and all be mailed once; a later drop of it has no winner', async () => {
  const { status, stdout, stderr } = await drop('--users', '50', '--seats', '1');
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/^Winners: {2}1$/m);
  expect(stdout).toMatch(/^Waiting: {2}49, at positions 1 to 49$/m);
  expect(stdout).toMatch(/^Errors: {3}0$/m);
  expect(stdout).toContain('one each to 50 people');
  expect(stdout).toContain('All is as it must be.');

  const eventId = /\/events\/([0-9a-f-]{36})$/m.exec(stdout)?.[1] ?? '';
  const later = await drop('--users', '20', '--event', eventId);
  expect(later.status, later.stdout + later.stderr).toBe(0);
  expect(later.stdout).toMatch(/^Winners: {2}0$/m);
  expect(later.stdout).toMatch(/^Waiting: {2}20, at positions 50 to 69$/m);
});

it('says why an event can’t be dropped', async () => {
  const { status, stdout, stderr } = await drop('--users', '5', '--event', '01930000-0000-7000-8000-000000000000');
  expect([status, stdout, stderr]).toEqual([1, '', 'There is no event 01930000-0000-7000-8000-000000000000.\n']);
});
