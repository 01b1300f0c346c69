import { mkdtempSync, rmSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { endLeftovers } from './leftovers.ts';
import { tailOf } from './process-log.ts';
import { markedProcesses } from './process-table.ts';
import { CommandFailed, type LongRunning, Supervisor } from './supervisor.ts';

function startUp() {
  const folder = mkdtempSync(join(tmpdir(), 'cityevents-'));
  const shown: string[] = [];
  const showError = (name: string, line: string) => shown.push(`${name}: ${line}`);
  const supervisor = new Supervisor({ folder, logs: join(folder, 'logs'), showError });
  onTestFinished(async () => {
    supervisor.killAll();
    await endLeftovers(folder, 0);
    rmSync(folder, { recursive: true });
  });
  const script = (name: string, code: string, role: LongRunning['role'] = 'process'): LongRunning => ({
    name,
    role,
    program: process.execPath,
    arguments: ['-e', code],
    environment: process.env,
    folder,
  });
  const log = (name: string) => tailOf(join(folder, 'logs', `${name}.log`));
  return { folder, supervisor, shown, script, log };
}

const untilSignal = (word: string) =>
  `setInterval(() => {}, 1000); process.on('SIGTERM', () => { console.log('${word}', Date.now()); process.exit(0); }); console.log('up')`;

test('a process that gives way has a lower priority than the others', async () => {
  const { supervisor, script } = startUp();
  supervisor.start({ ...script('polite', untilSignal('stopped')), givesWay: true });
  supervisor.start(script('usual', untilSignal('stopped')));
  const priorities = supervisor.running().map(({ name, pid }) => [name, getPriority(pid)]);
  expect(priorities).toEqual([
    ['polite', 19],
    ['usual', 0],
  ]);
});

test('stops the processes before the services, and leaves nothing running', async () => {
  const { folder, supervisor, script, log } = startUp();
  supervisor.start(script('service', untilSignal('stopped'), 'service'));
  supervisor.start(script('process', untilSignal('stopped')));
  await vi.waitFor(() => expect([log('service'), log('process')]).toEqual(['up', 'up']), 10_000);
  await supervisor.stopAll();
  const at = (name: string) => Number(log(name).match(/stopped (\d+)/)?.[1]);
  expect(at('process')).toBeLessThanOrEqual(at('service'));
  expect(await markedProcesses(folder)).toEqual([]);
});

test('what a process has started itself and left behind ends with it', async () => {
  const { folder, supervisor, script, log } = startUp();
  const child = `require('child_process').spawn('sleep', ['600'])`;
  supervisor.start(script('parent', `${child}; ${untilSignal('stopped')}`));
  await vi.waitFor(async () => expect(await markedProcesses(folder)).toHaveLength(2), 10_000);
  await vi.waitFor(() => expect(log('parent')).toBe('up'), 10_000);
  await supervisor.stopAll();
  await vi.waitFor(async () => expect(await markedProcesses(folder)).toEqual([]));
});

test('a process that ends by itself is reported with the end of its log', async () => {
  const { supervisor, script } = startUp();
  supervisor.start(script('joins', `console.log('cannot reach the database'); process.exit(3)`));
  const { message } = await supervisor.failure;
  expect(message).toContain('joins ended unexpectedly (exit code 3)');
  expect(message).toContain('cannot reach the database');
});

test('errors in a log appear on the terminal, other lines do not', async () => {
  const { supervisor, script, shown } = startUp();
  const lines = [
    { level: 30, msg: 'listening' },
    { level: 50, msg: 'query failed', err: { message: 'connection refused' } },
  ];
  supervisor.start(
    script('feed', `${lines.map((line) => `console.log('${JSON.stringify(line)}')`).join(';')}; ${untilSignal('x')}`),
  );
  await vi.waitFor(() => expect(shown).toEqual(['feed: query failed: connection refused']), 10_000);
});

test('a failed command says how, and shows the end of what it wrote', async () => {
  const { supervisor, script } = startUp();
  const failed = supervisor.run(script('build', `console.error('no such file'); process.exit(2)`));
  await expect(failed).rejects.toThrow(CommandFailed);
  await expect(failed).rejects.toThrow(/build failed \(exit code 2\)[\s\S]*no such file/);
});

test('a program that is not there is a failed command, not a crash', async () => {
  const { supervisor, script } = startUp();
  await expect(supervisor.run({ ...script('ghost', ''), program: '/no/such/program' })).rejects.toThrow(
    /ghost failed .*ENOENT/,
  );
});

test('leftovers of a run are found by their mark and ended; those of another run are left alone', async () => {
  const [mine, other] = [startUp(), startUp()];
  for (const { supervisor, script } of [mine, other]) supervisor.start(script('worker', untilSignal('stopped')));
  await vi.waitFor(() => expect([mine.log('worker'), other.log('worker')]).toEqual(['up', 'up']), 10_000);
  expect(await endLeftovers(mine.folder)).toHaveLength(1);
  expect(await markedProcesses(mine.folder)).toEqual([]);
  expect(await markedProcesses(other.folder)).toHaveLength(1);
});
