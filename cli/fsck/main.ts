import { readArguments, runCommand } from '@cityevents/command/command';
import { z } from 'zod';
import { closeDatabases } from './databases.ts';
import { fsck, openSystemDatabases } from './fsck.ts';

const usage = `Usage: npm run fsck [-- --wait-seconds N]

Checks what must hold in the running system's databases, reading only. The exit code is 1 when a rule is broken.
  --wait-seconds   how long messages under way may take to arrive before databases must agree (60)`;

const shape = z.object({
  positionals: z.array(z.string()).max(0, 'It takes no arguments.'),
  'wait-seconds': z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(0, 'must be 0 to 3600')
    .max(3600, 'must be 0 to 3600')
    .default(60),
});

await runCommand(async () => {
  const options = readArguments(usage, { 'wait-seconds': { type: 'string' } }, shape);
  const databases = await openSystemDatabases();
  try {
    return (await fsck(databases, options['wait-seconds'])) ? 0 : 1;
  } finally {
    await closeDatabases(databases);
  }
});
