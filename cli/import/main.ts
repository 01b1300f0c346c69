import { basename } from 'node:path';
import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import { ProgressLine } from '@cityevents/command/progress';
import { z } from 'zod';
import { GraphqlClient } from '../graphql-client.ts';
import { demoOrganizer, signIn } from '../sign-in.ts';
import { mapConferences } from './mapping.ts';
import { readRows } from './read-rows.ts';
import { formatReport, nextStep, reportImport } from './report.ts';
import { sendEvents } from './send-events.ts';

const usage = `Usage: npm run import -- FILE... [--dry-run] [--shift-days N] [--email ADDRESS] [--password PASSWORD]

Brings the conferences of the files (JSON arrays) in as events, through the public API. Running it twice adds nothing.
  --dry-run        says what would happen and changes nothing
  --shift-days N   moves all dates by N days; the same events move, none are added
  --email          whose events they become (${demoOrganizer})
  --password       of that account; else CITYEVENTS_PASSWORD, else the demo login's

The exit code is 0 when every good row went in; bad rows are listed with their index in the file, from 0.`;

const shape = z.object({
  positionals: z.array(z.string()).min(1, 'Which file?'),
  'dry-run': z.boolean().default(false),
  'shift-days': z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(-36_500, 'must be -36500 to 36500')
    .max(36_500, 'must be -36500 to 36500')
    .default(0),
  email: z.string().default(demoOrganizer),
  password: z.string().optional(),
});

await runCommand(async () => {
  const options = readArguments(
    usage,
    {
      'dry-run': { type: 'boolean' },
      'shift-days': { type: 'string' },
      email: { type: 'string' },
      password: { type: 'string' },
    },
    shape,
  );
  const files = await Promise.all(options.positionals.map(async (path) => ({ path, rows: await readRows(path) })));
  const rows = files.flatMap((file) => file.rows);
  const system = readRunningSystem(['PUBLIC_URL']);
  const mapping = mapConferences(rows, { shiftDays: options['shift-days'] });
  const client = new GraphqlClient(system.PUBLIC_URL);
  try {
    const accessToken = await signIn(client, system.all, options.email, options.password);
    const progress = new ProgressLine();
    const sentOf = (sent: number) => `${sent} of ${mapping.events.length} events sent`;
    let sentSoFar = 0;
    const sent = await sendEvents(client, accessToken, mapping.events, {
      dryRun: options['dry-run'],
      onProgress: (count) => {
        sentSoFar = count;
        progress.show(sentOf(count));
      },
    }).catch((error: Error) => {
      progress.finish(sentOf(sentSoFar));
      throw new CommandError(
        `The import stopped after ${sentSoFar} of ${mapping.events.length} events; running it again goes on from there.\n${error.message}`,
      );
    });
    progress.finish(sentOf(sent.length));
    const report = reportImport(rows.length, mapping, sent);
    console.log(formatReport(report, options['dry-run'], placeIn(files)));
    const next = nextStep(sent, system.PUBLIC_URL, new Date());
    if (next !== undefined) console.log(`\n${next}`);
    return 0;
  } finally {
    await client.close();
  }
});

/** Names a row by its index in its file, and by the file if there are several. */
function placeIn(files: { path: string; rows: unknown[] }[]): (row: number) => string {
  return (row) => {
    let index = row;
    for (const file of files) {
      if (index < file.rows.length) return files.length === 1 ? `row ${index}` : `${basename(file.path)} row ${index}`;
      index -= file.rows.length;
    }
    throw new RangeError(`there is no row ${row}`);
  };
}
