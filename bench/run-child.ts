import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '@cityevents/infra/local/start-system';

/**
 * Runs a script in a process of its own: a load measured, or making it, shares no event loop with this one. What it is
 * to do and what came of it are files, whose paths are its arguments.
 *
 * @param options Node's own, for what stands in for a process of the system.
 */
export async function runChild<Input, Output>(
  { supervisor, folder }: Pick<Run, 'supervisor' | 'folder'>,
  script: string,
  input: Input,
  options: readonly string[] = [],
): Promise<Output> {
  // Several may run at once.
  const files = ['input', 'output'].map((name) => join(folder.path, `child-${randomUUID()}-${name}.json`));
  const [inputFile, outputFile] = files as [string, string];
  await writeFile(inputFile, JSON.stringify(input), { mode: 0o600 });
  await supervisor.run({
    name: 'load',
    program: process.execPath,
    arguments: [...options, script, ...files],
    environment: process.env,
    folder: folder.path,
  });
  const output = JSON.parse(await readFile(outputFile, 'utf8')) as Output;
  await Promise.all(files.map((file) => rm(file)));
  return output;
}

/** The other side of it: does what the input says and hands back the output. */
export async function asChild<Input, Output>(work: (input: Input) => Promise<Output>): Promise<void> {
  const [input, output] = process.argv.slice(2) as [string, string];
  const done = await work(JSON.parse(await readFile(input, 'utf8')) as Input);
  await writeFile(output, JSON.stringify(done));
}
