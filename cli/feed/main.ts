import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import { ProgressLine } from '@cityevents/command/progress';
import pg from 'pg';
import { z } from 'zod';
import { closeDatabases } from '../fsck/databases.ts';
import { openSystemDatabases } from '../fsck/fsck.ts';
import { formatResults } from '../fsck/report.ts';
import { rebuildFeed } from './rebuild.ts';

const usage = `Usage: npm run feed -- rebuild

Fills the running system's feed database from what auth, events and joins tell anew, takes out what none of them knows, waits
until everything is scored, and compares. Nothing is emptied for it: the feed can be read meanwhile. One that was lost is made
first, by npm run db:migrate. Views are the feed's own and can't be told anew. Ctrl-C stops it; begin again then.
The exit code is 1 when the feed still knows something else than the owners.`;

const sayWhat = 'Say what to do: rebuild.';
const shape = z.object({ positionals: z.tuple([z.literal('rebuild', sayWhat)], sayWhat) });

await runCommand(async () => {
  readArguments(usage, {}, shape);
  const system = readRunningSystem([
    'AUTH_DATABASE_URL',
    'EVENTS_DATABASE_URL',
    'JOINS_DATABASE_URL',
    'FEED_DATABASE_URL',
  ]);
  const urls = {
    auth: system.AUTH_DATABASE_URL,
    events: system.EVENTS_DATABASE_URL,
    joins: system.JOINS_DATABASE_URL,
  };
  const databases = await openSystemDatabases();
  const writer = new pg.Pool({
    connectionString: system.FEED_DATABASE_URL,
    max: 1,
    application_name: 'cityevents-feed',
  });
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const line = new ProgressLine();
  try {
    const results = await rebuildFeed(databases, writer, urls, {
      signal: stopping.signal,
      say: (text) => line.show(text),
      finish: (text) => line.finish(text),
    });
    line.end();
    if (!results) throw new CommandError('Stopped. What was told has its effect; begin again for the rest.');
    console.log(formatResults(results));
    return results.every(({ violations }) => violations.length === 0) ? 0 : 1;
  } finally {
    line.end();
    await Promise.all([writer.end(), closeDatabases(databases)]);
  }
});
