import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import pg from 'pg';
import { z } from 'zod';
import { inWords } from '../in-words.ts';
import { type FailedMail, readFailed, retry, SHOWN_AT_MOST } from './failed-mails.ts';

const usage = `Usage: npm run mails -- list
       npm run mails -- retry ID…

Looks after mails that the mail server refused for good, or too often.
  list    shows them, the latest first, with what the server said
  retry   has them tried again, once what was wrong is mended; links that were mailed have to be asked for anew`;

const shape = z.object({
  positionals: z.preprocess(
    (words) => {
      const [action, ...ids] = words as string[];
      return { action, ids };
    },
    z.discriminatedUnion(
      'action',
      [
        z.object({ action: z.literal('list'), ids: z.array(z.never()).max(0, 'list takes nothing more.') }),
        z.object({
          action: z.literal('retry'),
          ids: z.array(z.uuid('An id is a UUID, as list shows it.')).min(1, 'Say which: the ids that list shows.'),
        }),
      ],
      { error: 'Say what to do: list or retry.' },
    ),
  ),
});

/** Mail servers like to repeat it. */
const ADDRESS = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g;

await runCommand(async () => {
  const { positionals: asked } = readArguments(usage, {}, shape);
  const client = await connect();
  try {
    if (asked.action === 'list') console.log(describeAll(await readFailed(client)));
    else for (const id of asked.ids) await retryOne(client, id);
    return 0;
  } finally {
    await client.end();
  }
});

function describeAll(failed: FailedMail[]): string {
  if (failed.length === 0) return 'No mail has failed.';
  const shown = failed.map(describe);
  if (failed.length === SHOWN_AT_MOST) shown.push(`No more than ${SHOWN_AT_MOST} are shown.`);
  return shown.join('\n\n');
}

function describe({ id, kind, userId, event, ageSeconds, attempts, error }: FailedMail): string {
  const about = event === null ? '' : ` about “${event}”`;
  return [
    id,
    `  ${kind}${about}, to person ${userId}`,
    `  asked for ${inWords(ageSeconds)} ago, given up after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
    `  ${error.replaceAll(ADDRESS, '…@…')}`,
  ].join('\n');
}

async function retryOne(client: pg.Client, id: string): Promise<void> {
  if (!(await retry(client, id))) {
    throw new CommandError(`No mail ${id} has failed that could be tried again. See which have: npm run mails -- list`);
  }
  console.log(`${id} is tried again. Should it be refused as before, it fails anew.`);
}

/** @throws CommandError when the database doesn't answer. */
async function connect(): Promise<pg.Client> {
  const { NOTIFICATIONS_DATABASE_URL: url } = readRunningSystem(['NOTIFICATIONS_DATABASE_URL']);
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    application_name: 'cityevents-mails',
  });
  client.on('error', () => {});
  await client.connect().catch((error: NodeJS.ErrnoException) => {
    const { host } = new URL(url);
    throw new CommandError(
      `NOTIFICATIONS_DATABASE_URL: no answer from the database at ${host}: ${error.code ?? error.message}`,
    );
  });
  return client;
}
