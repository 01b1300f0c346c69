import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import { ProgressLine } from '@cityevents/command/progress';
import { KeysFileError } from '@cityevents/service/keys-file';
import { z } from 'zod';
import { createPeople } from './create-people.ts';

const usage = `Usage: npm run people -- --count 1000

Makes people in the running system and signs them in. A line of JSON each on stdout:
{"userId":"…","email":"…","accessToken":"…"}, good for ten minutes.

  --count N    how many, 1 to 100,000`;

const shape = z.object({
  count: z.coerce.number('must be a number').int('must be a whole number').min(1).max(100_000),
  positionals: z.array(z.string()).max(0, 'takes no arguments but --count'),
});

await runCommand(async () => {
  const { count } = readArguments(usage, { count: { type: 'string' } }, shape);
  const { AUTH_DATABASE_URL, all } = readRunningSystem(['AUTH_DATABASE_URL']);
  const { AUTH_KEYS_FILE } = all;
  if (!AUTH_KEYS_FILE)
    throw new CommandError('AUTH_KEYS_FILE is not set: the file with the signing keys of the system.');

  // A reader that has enough (`| head`) closes the pipe; the people made until then stay.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const progress = new ProgressLine();
  const onProgress = (created: number) => progress.show(`${created} of ${count} people`);
  try {
    for await (const person of createPeople({ AUTH_DATABASE_URL, AUTH_KEYS_FILE }, { count, onProgress })) {
      await print(`${JSON.stringify(person)}\n`);
    }
  } catch (error) {
    if (error instanceof KeysFileError) throw new CommandError(error.message);
    throw error;
  }
  progress.finish(`${count} people`);
  return 0;
});

/** Writes to stdout as fast as its reader takes it. */
async function print(line: string): Promise<void> {
  if (process.stdout.write(line)) return;
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}
