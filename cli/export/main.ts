import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import { ProgressLine } from '@cityevents/command/progress';
import type { ExportedEvent } from '@cityevents/event-files/exported-event';
import { writeCsv } from '@cityevents/event-files/write-csv';
import { writeIcal } from '@cityevents/event-files/write-ical';
import { z } from 'zod';
import { GraphqlClient } from '../graphql-client.ts';
import { demoOrganizer, signIn } from '../sign-in.ts';
import { downloadAttendees } from './download-attendees.ts';
import { fetchEvents } from './fetch-events.ts';

const usage = `Usage: npm run export -- FILE [--attendees FOLDER] [--email ADDRESS] [--password PASSWORD]

Writes all events that somebody organizes, drafts and cancelled ones too, to a file that isn't there yet. By its name's ending:
  .ics             a calendar (iCalendar)
  .csv             a line each, in the columns that npm run import reads, and some more
  .json            a list, as the API tells of them

  --attendees      writes who comes to each published event as CSV, too, to a folder that isn't there yet
  --email          whose events (${demoOrganizer})
  --password       of that account; else CITYEVENTS_PASSWORD, else the demo login's`;

const writers: Record<string, (events: ExportedEvent[]) => string> = {
  '.ics': (events) => writeIcal(events, new Date()),
  '.csv': writeCsv,
  '.json': (events) => `${JSON.stringify(events, null, 2)}\n`,
};

const shape = z.object({
  positionals: z.tuple([z.string()], 'Which file?'),
  attendees: z.string().optional(),
  email: z.string().default(demoOrganizer),
  password: z.string().optional(),
});

await runCommand(async () => {
  const text = { type: 'string' } as const;
  const options = readArguments(usage, { attendees: text, email: text, password: text }, shape);
  const [path] = options.positionals;
  const write = writers[extname(path).toLowerCase()];
  if (!write) throw new CommandError(`The name of ${path} has to end in ${Object.keys(writers).join(', ')}.`);
  const system = readRunningSystem(['PUBLIC_URL']);
  const client = new GraphqlClient(system.PUBLIC_URL);
  const progress = new ProgressLine();
  try {
    const accessToken = await signIn(client, system.all, options.email, options.password);
    const events = await fetchEvents(client, accessToken, (count) => progress.show(`${count} events`));
    progress.finish(`${events.length} events`);
    await writeNew(path, write(events));
    if (options.attendees !== undefined) {
      const published = events.filter(({ seatsTaken }) => seatsTaken !== null).map(({ id }) => id);
      const lists = (count: number) => `${count} of ${published.length} lists of attendees`;
      const to = { publicUrl: system.PUBLIC_URL, accessToken, folder: options.attendees };
      await downloadAttendees(to, published, (count) => progress.show(lists(count)));
      progress.finish(lists(published.length));
    }
  } finally {
    await client.close();
  }
  console.log(`Written to ${path}.`);
  return 0;
});

/** Nobody's file is overwritten by a slip of the pen. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(code === 'EEXIST' ? `${path} is there already.` : `${path} can't be written: ${code}`);
  }
}
