import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseUrl, httpUrl } from '@cityevents/service/config';
import { z } from 'zod';
import { CommandError } from './command.ts';

/** Where `npm start` leaves the running system's environment. */
const standardFile = join(import.meta.dirname, '..', '..', '..', '.cityevents', 'run', 'environment.json');

const shape = z.object({
  NODE_ENV: z.string().default('development'),
  PUBLIC_URL: httpUrl(),
  /** The mail catcher's web address; there is none where real mail is sent. */
  MAIL_API_URL: httpUrl().optional(),
  AUTH_DATABASE_URL: databaseUrl,
  EVENTS_DATABASE_URL: databaseUrl,
  JOINS_DATABASE_URL: databaseUrl,
  FEED_DATABASE_URL: databaseUrl,
  NOTIFICATIONS_DATABASE_URL: databaseUrl,
});

/** The variables with the five databases' addresses. */
export const databaseVariables = [
  'AUTH_DATABASE_URL',
  'EVENTS_DATABASE_URL',
  'JOINS_DATABASE_URL',
  'FEED_DATABASE_URL',
  'NOTIFICATIONS_DATABASE_URL',
] as const;

type Variable = keyof z.infer<typeof shape>;

export type RunningSystem<V extends Variable> = Pick<z.infer<typeof shape>, V> & {
  /** All variables, for programs started from here. */
  all: Record<string, string>;
};

/**
 * The environment of the running system: the process's own over what `npm start` has written down.
 *
 * @param variables those the caller needs.
 * @throws CommandError when the system isn't running here, or naming every variable that is wrong.
 */
export function readRunningSystem<V extends Variable>(
  variables: readonly V[],
  env: NodeJS.ProcessEnv = process.env,
): RunningSystem<V> {
  const file = resolve(env.CITYEVENTS_ENVIRONMENT_FILE || standardFile);
  const written = readEnvironmentFile(file);
  const own = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
  const all = { ...written, ...own };
  const needed = Object.fromEntries(variables.map((variable) => [variable, true as const]));
  const result = shape.pick(needed as { [K in Variable]?: true }).safeParse(all);
  if (result.success) return { ...(result.data as Pick<z.infer<typeof shape>, V>), all };
  const isUnset = result.error.issues.every((issue) => !(String(issue.path[0]) in all));
  if (written === undefined && isUnset) {
    throw new CommandError("The system isn't running here; npm start first.");
  }
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name}: ${name in all ? issue.message : 'is not set'}`;
  });
  throw new CommandError(`The environment is not right (the shell's, or ${file}):\n${problems.join('\n')}`);
}

function readEnvironmentFile(file: string): Record<string, string> | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CommandError(`${file} can't be read: ${(error as Error).message}`);
  }
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    throw new CommandError(
      `${file} is damaged: it should be a JSON object of variables. Stop the system and npm start.`,
    );
  }
}
