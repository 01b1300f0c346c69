import { join } from 'node:path';
import { CommandError, readArguments } from '@cityevents/command/command';
import { showProgress } from '@cityevents/infra/local/progress';
import { StartRefused } from '@cityevents/infra/local/start-refused';
import { openRun, root } from '@cityevents/infra/local/start-system';
import { stopOnRequest } from '@cityevents/infra/local/stop-on-request';
import { z } from 'zod';
import { type Askable, askable, benchmarks } from './joins/benchmarks.ts';
import { runJoins } from './joins/run-joins.ts';
import { detailsOf } from './joins/whole-stack/details.ts';
import { describeMachine } from './report/machine.ts';
import { showReport } from './report/terminal.ts';
import { writeResults } from './report/write-results.ts';

const usage = `Usage: npm run bench -- joins [--only ${askable.join(',')}] [--rounds 3]

Measures joins beside what they are compared with, on a system and a database of its own, apart from a running one. The
figures of the run replace those in bench/results/. It takes some twenty minutes; leave the machine alone meanwhile.
  --only     some of ${askable.join(', ')}; what each is stands in docs/decisions/0013-benchmarks-are-ratios.md
  --rounds   how often each is measured (1 to 20); the median is what counts

The exit code is 1 when something broke or an invariant doesn't hold. A promise that is missed is printed as MISSED.`;

const shape = z.object({
  positionals: z
    .array(z.string())
    .refine((names) => names.length === 1 && names[0] === 'joins', 'Say which benchmarks to run: joins.'),
  only: z
    .string()
    .optional()
    .transform((names) =>
      names === undefined
        ? [...askable]
        : names
            .toUpperCase()
            .split(/[\s,]+/)
            .filter(Boolean),
    )
    .pipe(z.array(z.enum(askable, `must be some of ${askable.join(',')}`)).min(1, 'must name one at least')),
  rounds: z.coerce
    .number('must be a whole number from 1 to 20')
    .int('must be a whole number from 1 to 20')
    .min(1, 'must be a whole number from 1 to 20')
    .max(20, 'must be a whole number from 1 to 20')
    .default(3),
});

const options = readOptions();
const progress = showProgress();
const stop = stopOnRequest(progress, 130);

await stop.afterwards(
  async () => {
    const run = await openRun(join(root, '.cityevents', 'bench'), progress, { fresh: true });
    stop.ends(run);
    const failure = run.supervisor.failure.then((error) => Promise.reject(error));
    await Promise.race([measureJoins(run), failure]);
  },
  (problem) => (problem === undefined ? 0 : 1),
);

async function measureJoins(run: Awaited<ReturnType<typeof openRun>>): Promise<void> {
  try {
    const startedAt = new Date();
    const { rounds, wholeStack, notMeasured } = await runJoins(run, progress, options);
    const details = detailsOf(wholeStack);
    const report = { suite: 'joins', startedAt, machine: describeMachine(), benchmarks, rounds, notMeasured, details };
    progress.say(`\n${showReport(report)}\n`);
    const folder = await writeResults(report);
    progress.say(`Every invariant holds in what was written. Results: ${folder}`);
  } catch (error) {
    // The commands whose parts are used here say so what a person can mend.
    throw error instanceof CommandError ? new StartRefused(error.message) : error;
  }
}

function readOptions(): { only: Askable[]; rounds: number } {
  try {
    return readArguments(usage, { only: { type: 'string' }, rounds: { type: 'string' } }, shape);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
