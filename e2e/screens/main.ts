import { join } from 'node:path';
import { showProgress } from '@cityevents/infra/local/progress';
import { openRun, root } from '@cityevents/infra/local/start-system';
import { stopOnRequest } from '@cityevents/infra/local/stop-on-request';
import { type Outcome, summary } from '@cityevents/infra/local/test-report';
import { testSteps } from '@cityevents/infra/local/test-steps';
import { showTaken, taken } from './folders.ts';

const usage = `Usage: npm run screens

Takes a picture of every page at two widths and in both schemes, on a system of its own, and puts them into docs/screens/ in
place of those that are there once all are taken. It takes some minutes.`;

if (process.argv.length > 2) {
  console.error(usage);
  process.exit(process.argv.includes('--help') ? 0 : 1);
}
const progress = showProgress();
const stop = stopOnRequest(progress, 130);
const outcomes: Outcome[] = [];

await stop.afterwards(
  async () => {
    const run = await openRun(join(root, '.cityevents', 'screens'), progress, { fresh: true });
    stop.ends(run);
    const steps = testSteps(run, progress);
    const take = async () => {
      const [, built] = await Promise.all([steps.services(), steps.build(), steps.browser()]);
      outcomes.push(built);
      if (built.failed.length === 0) outcomes.push(await steps.system([], 'e2e/screens/vitest.config.ts'));
    };
    await Promise.race([take(), run.supervisor.failure.then((error) => Promise.reject(error))]);
  },
  (problem) => {
    if (problem !== undefined) outcomes.push({ passed: 0, failed: [problem.split('\n')[0]!] });
    const { text, exitCode } = summary(outcomes);
    if (exitCode === 0) showTaken();
    const where = exitCode === 0 ? 'The pictures are in docs/screens/.' : `docs/screens/ is as it was; see ${taken}.`;
    progress.say(`\n${text}\n${where}`);
    return exitCode;
  },
);
