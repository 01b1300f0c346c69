import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { databaseVariables, readRunningSystem } from '@cityevents/command/environment';
import { ProgressLine } from '@cityevents/command/progress';
import { z } from 'zod';
import { type DatabaseName, databaseNames, urlVariable } from '../databases.ts';
import { isThere, makeTown, type TownProgress } from './large/make-town.ts';
import { size } from './large/statements.ts';

const usage = `Usage: npm run seed -- --large

Fills the running system's databases with a large town, for measuring and trying out: 100,000 events of the next ninety days,
50,000 people, 1,000,000 joins and as many views. Takes some two minutes. The small demo city comes with npm start.
  --large   says that you mean it: there is no way back but a new .cityevents/`;

const shape = z
  .object({ positionals: z.array(z.string()).max(0, 'There is nothing to name.'), large: z.boolean().optional() })
  .refine(({ large }) => large, { path: ['large'], error: 'must be given: there is no other town to make' });

await runCommand(async () => {
  readArguments(usage, { large: { type: 'boolean' } }, shape);
  const { all, ...variables } = readRunningSystem(['NODE_ENV', ...databaseVariables]);
  if (variables.NODE_ENV === 'production') {
    throw new CommandError('A made-up town has no place in a system that people use (NODE_ENV is production).');
  }
  const urls = Object.fromEntries(
    databaseNames.map((name) => [name, variables[urlVariable[name] as 'AUTH_DATABASE_URL']]),
  );
  if (await isThere(urls as Record<DatabaseName, string>)) {
    throw new CommandError(
      'The large town is here already, or a part of it. To make it anew, stop, delete .cityevents/ and start.',
    );
  }
  const line = new ProgressLine();
  const started = performance.now();
  let last: TownProgress | undefined;
  try {
    await makeTown(urls as Record<DatabaseName, string>, new Date(), (progress) => {
      last = progress;
      line.show(inWords(progress, started));
    });
    if (last) line.finish(inWords(last, started));
  } finally {
    line.end();
  }
  return 0;
});

function inWords({ rows, ofRows, scored }: TownProgress, started: number): string {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const [done, all] = [rows, ofRows].map((count) => Math.round(count).toLocaleString('en'));
  const bar = '█'.repeat(Math.floor((20 * rows) / ofRows)).padEnd(20, '░');
  return `${bar} ${done} of ${all} rows, ${scored.toLocaleString('en')} of ${size.events.toLocaleString('en')} events scored, ${seconds} s`;
}
