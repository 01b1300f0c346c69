import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import { KeysFileError, readKeysFile } from '@cityevents/service/keys-file';
import { z } from 'zod';
import { rotateKeys } from './rotate-keys.ts';

const usage = `Usage: npm run keys [-- list|rotate]

The keys that access tokens are signed with, in the file at AUTH_KEYS_FILE.

  list      shows their ids and what each is for
  rotate    lets the next key sign, and makes another to come after it; running processes notice by themselves.
            Not more than once an hour: whoever checks tokens must know a key before it signs.`;

const roles = ['signs', 'signs next', 'signed before'];

const sayOne = 'Say list, rotate or nothing.';
const shape = z.object({ positionals: z.union([z.tuple([]), z.tuple([z.enum(['list', 'rotate'])])], sayOne) });

await runCommand(async () => {
  const [action = 'list'] = readArguments(usage, {}, shape).positionals;
  const { AUTH_KEYS_FILE: file } = readRunningSystem([]).all;
  if (!file) throw new CommandError('AUTH_KEYS_FILE is not set: the file with the signing keys of the system.');
  try {
    const minutes = action === 'rotate' ? await rotateKeys(file) : null;
    if (minutes !== null) {
      throw new CommandError(
        `The keys are too new to be rotated: whoever checks tokens must know them first. Try again in ${minutes} min.`,
      );
    }
    process.stdout.write(await describe(file));
  } catch (error) {
    if (error instanceof KeysFileError) throw new CommandError(error.message);
    throw error;
  }
  return 0;
});

async function describe(file: string): Promise<string> {
  const content = await readKeysFile(file);
  if (!content) throw new KeysFileError(`${file}: there are no signing keys yet. Start the system first.`);
  const lines = content.keys.map(({ kid }, index) => `${kid}  ${roles[index] ?? roles.at(-1)}`);
  if (content.since) lines.push(`since ${content.since}`);
  return `${lines.join('\n')}\n`;
}
