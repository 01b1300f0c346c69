import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import { ProgressLine } from '@cityevents/command/progress';
import { urlVariable } from '@cityevents/prisma/databases';
import { z } from 'zod';
import { type Progress, republish } from './republish.ts';
import { type Owner, openSource, owners } from './sources.ts';

const usage = `Usage: npm run republish -- ${owners.join('|')} [--after POSITION]

Tells anew how everything of one owner stands, so that a consumer's database can be filled from nothing. What consumers know
already stays as it is, and nobody is mailed. Ctrl-C stops it after the batch in hand.
  auth      every person
  events    every event that was ever published
  joins     every event's seats and joins
  --after   goes on from where an earlier run stopped, as it said`;

const id = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const positions: Record<Owner, RegExp> = {
  auth: new RegExp(`^${id}$`),
  events: new RegExp(`^${id}$`),
  joins: new RegExp(`^${id}(/${id})?$`),
};

const sayWhose = `Say whose state: ${owners.join(', ')}.`;
const shape = z
  .object({
    positionals: z.tuple([z.enum(owners, sayWhose)], sayWhose),
    after: z.string().optional(),
  })
  .refine(({ positionals: [owner], after }) => after === undefined || positions[owner].test(after), {
    path: ['after'],
    error: 'must be a position as an earlier run said it: an id, or with joins two ids with a / between',
  });

await runCommand(async () => {
  const { positionals, after } = readArguments(usage, { after: { type: 'string' } }, shape);
  const [owner] = positionals;
  const variable = urlVariable[owner] as 'AUTH_DATABASE_URL' | 'EVENTS_DATABASE_URL' | 'JOINS_DATABASE_URL';
  const source = openSource(owner, readRunningSystem([variable])[variable]);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const line = new ProgressLine();
  let last: Progress | undefined;
  try {
    const end = await republish(source, after, {
      signal: stopping.signal,
      onProgress: (progress) => {
        last = { ...progress };
        line.show(inWords(progress));
      },
    });
    line.finish(inWords({ ...end, isWaiting: false }));
    if (end.isComplete) return 0;
    throw new CommandError(`Stopped.${howToGoOn(owner, end)}`);
  } catch (error) {
    line.end();
    if (!(error instanceof CommandError)) process.stderr.write(`It broke off.${howToGoOn(owner, last)}\n`);
    throw error;
  } finally {
    await source.close();
  }
});

function inWords({ messages, isWaiting }: Progress): string {
  return `${messages} messages queued${isWaiting ? '; waiting until some are published (does the outbox relay run?)' : ''}`;
}

function howToGoOn(owner: Owner, progress: Progress | undefined): string {
  if (progress?.after === undefined) return '';
  return `\nTo go on from there: npm run republish -- ${owner} --after ${progress.after}`;
}
