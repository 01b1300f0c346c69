import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { endLeftovers } from './leftovers.ts';
import { markedProcesses } from './process-table.ts';

test('when the run itself is killed, its processes end soon after', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cityevents-'));
  const code = `
    import { Supervisor } from '${import.meta.dirname}/supervisor.ts';
    import { watchOver } from '${import.meta.dirname}/watchdog.ts';
    watchOver('${folder}');
    const supervisor = new Supervisor({ folder: '${folder}', logs: '${folder}/logs', showError() {} });
    const sleeper = { program: 'sleep', arguments: ['600'], environment: process.env, folder: '${folder}' };
    supervisor.start({ ...sleeper, name: 'process', role: 'process' });
    supervisor.start({ ...sleeper, name: 'service', role: 'service' });
  `;
  const run = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], { stdio: 'inherit' });
  onTestFinished(async () => {
    run.kill('SIGKILL');
    await endLeftovers(folder, 0);
    rmSync(folder, { recursive: true });
  });
  await vi.waitFor(async () => expect(await markedProcesses(folder)).toHaveLength(2), 15_000);
  run.kill('SIGKILL');
  await vi.waitFor(async () => expect(await markedProcesses(folder)).toEqual([]), 15_000);
}, 40_000);
