import { parseArgs } from 'node:util';
import type { z } from 'zod';

/** Something the person at the keyboard can mend: its message is all they see, and the exit code is 1. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/**
 * Runs a command line tool. What it returns is the exit code; a CommandError is told in one message, anything else is a
 * fault of ours and shows its stack.
 */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const isExpected = error instanceof CommandError;
    process.stderr.write(`${isExpected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  }
}

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

/**
 * Reads a command's arguments: `options` as node:util's parseArgs takes them, `shape` checks them (`positionals` is the
 * list of what isn't an option).
 *
 * @throws CommandError naming every wrong argument, with the usage below.
 */
export function readArguments<S extends z.ZodType>(
  usage: string,
  options: NonNullable<Options>,
  shape: S,
  args: string[] = process.argv.slice(2),
): z.infer<S> {
  const refuse = (problems: string[]) => new CommandError([...problems, '', usage].join('\n'));
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: joinNegativeNumbers(args), options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node goes on about `--`, which no command here has a use for.
    throw refuse([(error as Error).message.replace(/\. To specify .*$/s, '')]);
  }
  const result = shape.safeParse({ ...parsed.values, positionals: parsed.positionals });
  if (result.success) return result.data;
  throw refuse(
    result.error.issues.map((issue) => {
      const [name, ...rest] = issue.path.map(String);
      return name === 'positionals' ? issue.message : `--${[name, ...rest].join('.')}: ${issue.message}`;
    }),
  );
}

/** `--shift-days -7` as people write it: parseArgs takes a value that begins with a dash only after `=`. */
function joinNegativeNumbers(args: string[]): string[] {
  const joined: string[] = [];
  for (const argument of args) {
    const previous = joined.at(-1);
    if (/^-\d/.test(argument) && previous?.startsWith('--') && !previous.includes('=')) {
      joined[joined.length - 1] = `${previous}=${argument}`;
    } else {
      joined.push(argument);
    }
  }
  return joined;
}
