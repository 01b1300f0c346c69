import { expect, it } from 'vitest';
import { runTool } from './running-system.ts';

it('after all of this, every rule holds in the databases', async () => {
  const { status, stdout, stderr } = await runTool('cli/fsck/main.ts', []);
  expect(status, stdout + stderr).toBe(0);
});
