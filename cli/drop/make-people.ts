import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CommandError } from '@cityevents/command/command';
import { z } from 'zod';

const shape = z.object({ userId: z.string(), email: z.string(), accessToken: z.string() });

/** Somebody with an account of their own, signed in. */
export type Person = z.infer<typeof shape>;

/** What `npm run people` runs: auth makes its people itself, by its own code. */
const script = join(import.meta.dirname, '..', '..', 'subgraphs', 'auth', 'src', 'people', 'cli.ts');

/**
 * Makes people in the running system.
 *
 * @param environment the running system's.
 * @throws CommandError when auth's program fails; what it says goes to stderr.
 */
export async function makePeople(
  count: number,
  environment: Record<string, string>,
  onProgress: (made: number) => void,
): Promise<Person[]> {
  const child = spawn(process.execPath, [script, '--count', String(count)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Its progress is told by ours; what it says is shown only if it fails.
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  const people: Person[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    people.push(shape.parse(JSON.parse(line)));
    onProgress(people.length);
  }
  const code = await ended;
  if (code === 0 && people.length === count) return people;
  throw new CommandError(
    `People could not be made (${people.length} of ${count}, exit code ${code}):\n${complaint.trim()}`,
  );
}
