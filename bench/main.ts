import { join } from 'node:path';
import { CommandError, readArguments } from '@cityevents/command/command';
import { showProgress } from '@cityevents/infra/local/progress';
import { StartRefused } from '@cityevents/infra/local/start-refused';
import { openRun, type Run, root } from '@cityevents/infra/local/start-system';
import { stopOnRequest } from '@cityevents/infra/local/stop-on-request';
import { z } from 'zod';
import { describeMachine } from './report/machine.ts';
import { showReport } from './report/terminal.ts';
import { writeResults } from './report/write-results.ts';
import { suiteNames, suites } from './suites.ts';

const usage = `Usage: npm run bench -- <suite> [--only P1,P2] [--rounds 3]

Measures one part of CityEvents beside what it is compared with, on a system and a database of its own, apart from a
running one. The figures of the run replace those in bench/results/. It takes some minutes; leave the machine alone
meanwhile.
  suite      ${suiteNames.map((name) => `${name}: ${suites[name].askable.join(', ')}`).join('\n             ')}
  --only     some of the suite's; what each is stands in docs/decisions/0013-benchmarks-are-ratios.md
  --rounds   how often each is measured (1 to 20); the median is what counts

The exit code is 1 when something broke or an invariant doesn't hold. A promise that is missed is printed as MISSED.`;

const shape = z
  .object({
    positionals: z
      .tuple([z.enum(suiteNames)], { error: `Say which benchmarks to run: ${suiteNames.join(' or ')}.` })
      .transform(([suite]) => suite),
    only: z
      .string()
      .optional()
      .transform((names) =>
        names
          ?.toUpperCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
    rounds: z.coerce
      .number('must be a whole number from 1 to 20')
      .int('must be a whole number from 1 to 20')
      .min(1, 'must be a whole number from 1 to 20')
      .max(20, 'must be a whole number from 1 to 20')
      .default(3),
  })
  .transform(({ positionals: name, only, rounds }, context) => {
    const { askable } = suites[name];
    const known = z.array(z.enum(askable, `must be some of ${askable.join(',')}`)).min(1, 'must name one at least');
    const asked = known.safeParse(only ?? [...askable]);
    if (asked.success) return { name, only: asked.data, rounds };
    for (const { message } of asked.error.issues) context.addIssue({ code: 'custom', path: ['only'], message });
    return z.NEVER;
  });

const options = readOptions();
const progress = showProgress();
const stop = stopOnRequest(progress, 130);

await stop.afterwards(
  async () => {
    const run = await openRun(join(root, '.cityevents', 'bench'), progress, { fresh: true });
    stop.ends(run);
    const failure = run.supervisor.failure.then((error) => Promise.reject(error));
    await Promise.race([measure(run), failure]);
  },
  (problem) => (problem === undefined ? 0 : 1),
);

async function measure(run: Run): Promise<void> {
  const suite = suites[options.name];
  try {
    const startedAt = new Date();
    const results = await suite.run(run, progress, options);
    const report = {
      suite: options.name,
      startedAt,
      machine: describeMachine(),
      benchmarks: suite.benchmarks,
      ...results,
    };
    progress.say(`\n${showReport(report)}\n`);
    const folder = await writeResults(report);
    progress.say(`Every invariant holds in what was written. Results: ${folder}`);
  } catch (error) {
    // The commands whose parts are used here say so what a person can mend.
    throw error instanceof CommandError ? new StartRefused(error.message) : error;
  }
}

function readOptions(): z.infer<typeof shape> {
  try {
    return readArguments(usage, { only: { type: 'string' }, rounds: { type: 'string' } }, shape);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
