import { CommandError } from '@cityevents/command/command';
import { databaseVariables, readRunningSystem } from '@cityevents/command/environment';
import { ProgressLine } from '@cityevents/command/progress';
import { checkRules } from './check-rules.ts';
import { type Databases, openDatabases } from './databases.ts';
import { formatResults } from './report.ts';
import { allRules } from './rules/all-rules.ts';

/**
 * Connects to the running system's databases, read only.
 *
 * @throws CommandError when the system isn't running here, or naming every database that doesn't answer.
 */
export function openSystemDatabases(): Promise<Databases> {
  const system = readRunningSystem(databaseVariables);
  return openDatabases({
    auth: system.AUTH_DATABASE_URL,
    events: system.EVENTS_DATABASE_URL,
    joins: system.JOINS_DATABASE_URL,
    feed: system.FEED_DATABASE_URL,
    notifications: system.NOTIFICATIONS_DATABASE_URL,
  });
}

/**
 * Checks everything that must hold in the databases and prints the rules with what breaks them.
 *
 * @param waitSeconds how long messages under way may take to arrive.
 * @returns whether all rules hold.
 */
export async function fsck(databases: Databases, waitSeconds: number): Promise<boolean> {
  const progress = new ProgressLine();
  try {
    const results = await checkRules(databases, allRules, {
      quietMs: Math.min(10, waitSeconds) * 1000,
      longestMs: waitSeconds * 1000,
      onProgress: (text) => progress.show(text),
    });
    progress.end();
    console.log(formatResults(results));
    return results.every(({ violations }) => violations.length === 0);
  } catch (error) {
    throw explained(error);
  }
}

/** A database of another shape than the rules know is no broken rule. */
function explained(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  const isOtherShape = code === '42P01' || code === '42703';
  return isOtherShape ? new CommandError(`The databases aren't migrated (${message}); npm run db:migrate`) : error;
}
