import { join } from 'node:path';
import { showProgress } from './progress.ts';
import { openRun, root } from './start-system.ts';
import { stopOnRequest } from './stop-on-request.ts';
import { type Outcome, summary } from './test-report.ts';
import { testSteps } from './test-steps.ts';

// npm test                 everything, as CI runs it
// npm test -- joins/src    only the unit and integration tests whose path contains this
// npm test -- e2e/system   only those tests through the whole system

const progress = showProgress();
const stop = stopOnRequest(progress, 130);
const filters = process.argv.slice(2);
const isSystemFilter = filters.some((filter) => /^(\.\/)?e2e\b/.test(filter));
const outcomes: Outcome[] = [];
const add = async (outcome: Promise<Outcome>) => {
  outcomes.push(await outcome);
};

await stop.afterwards(
  async () => {
    const run = await openRun(join(root, '.cityevents', 'test'), progress, { fresh: true });
    stop.ends(run);
    const failure = run.supervisor.failure.then((error) => Promise.reject(error));
    await Promise.race([everything(testSteps(run, progress)), failure]);
  },
  (problem) => {
    if (problem !== undefined) outcomes.push({ passed: 0, failed: [`The test run itself: ${problem.split('\n')[0]}`] });
    const { text, exitCode } = summary(outcomes);
    progress.say(`\n${text}`);
    return exitCode;
  },
);

async function everything(steps: ReturnType<typeof testSteps>): Promise<void> {
  const isPartial = filters.length > 0;
  await Promise.all([steps.services(), add(steps.build())]);
  // A part of the tests needs no more than this; and the build is not one of its tests.
  if (isPartial) outcomes.splice(0, outcomes.length, ...outcomes.filter(({ failed }) => failed.length > 0));
  else await steps.browser();
  if (!isPartial) {
    const binary = (name: string) => join(root, 'node_modules', '.bin', name);
    await Promise.all([
      add(steps.check('Lint', binary('biome'), ['check', '.'])),
      add(steps.check('Types', 'npm', ['run', '--silent', 'types'])),
      add(steps.check('Schema', process.execPath, ['cli/schema/check.ts'])),
    ]);
  }
  if (!isSystemFilter) await add(steps.unitAndIntegration(filters));
  if (isPartial && !isSystemFilter) return;
  if (isPartial) await steps.browser();
  await add(steps.system(filters));
}
