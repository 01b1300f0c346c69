import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import { ProgressLine } from '@cityevents/command/progress';
import { timezone } from '@cityevents/service/timezone';
import { z } from 'zod';
import { GraphqlClient } from '../graphql-client.ts';
import { demoOrganizer, signIn } from '../sign-in.ts';
import { joinFiles } from './join-files.ts';
import { readFileOfEvents } from './read-file.ts';
import { formatReport, nextStep, reportImport } from './report.ts';
import { sendEvents } from './send-events.ts';

const usage = `Usage: npm run import -- FILE... [--dry-run] [--timezone ZONE] [--shift-days N] [--email ADDRESS] [--password PASSWORD]

Brings events in through the public API, published. Running it twice adds nothing. The files, by their names' endings:
  .ics             a calendar (iCalendar): known by UID, changed by SEQUENCE, called off by STATUS:CANCELLED
  .csv, .tsv       a line each, whose columns the first line names; title, startsAt and endsAt at least
  .json            a list of conferences, as the public collection writes them

  --dry-run        says what would happen, and what would change, and changes nothing
  --timezone ZONE  of times that name none, for example Europe/Vienna (UTC)
  --shift-days N   moves all dates of conferences by N days; the same events move, none are added
  --email          whose events they become (${demoOrganizer})
  --password       of that account; else CITYEVENTS_PASSWORD, else the demo login's

The exit code is 0 when every good row went in; bad rows are listed with their line in the file, those of JSON
with their index, from 0.`;

const shape = z.object({
  positionals: z.array(z.string()).min(1, 'Which file?'),
  'dry-run': z.boolean().default(false),
  'shift-days': z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(-36_500, 'must be -36500 to 36500')
    .max(36_500, 'must be -36500 to 36500')
    .default(0),
  timezone: timezone.default('UTC'),
  email: z.string().default(demoOrganizer),
  password: z.string().optional(),
});

await runCommand(async () => {
  const options = readArguments(
    usage,
    {
      'dry-run': { type: 'boolean' },
      'shift-days': { type: 'string' },
      timezone: { type: 'string' },
      email: { type: 'string' },
      password: { type: 'string' },
    },
    shape,
  );
  const how = { timezone: options.timezone, shiftDays: options['shift-days'], now: new Date() };
  const files = await Promise.all(options.positionals.map((path) => readFileOfEvents(path, how)));
  const { rows, mapping, place } = joinFiles(files);
  for (const note of files.flatMap(({ notes }) => notes)) console.error(note);
  const system = readRunningSystem(['PUBLIC_URL']);
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
    const report = reportImport(rows, mapping, sent);
    console.log(formatReport(report, options['dry-run'], place));
    const next = nextStep(sent, system.PUBLIC_URL, new Date());
    if (next !== undefined) console.log(`\n${next}`);
    return 0;
  } finally {
    await client.close();
  }
});
