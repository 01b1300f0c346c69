import { launchBrowser } from '@cityevents/e2e/browser/launch-browser';
import type { Progress } from '@cityevents/infra/local/progress';
import { provisionChromium } from '@cityevents/infra/local/provision';
import type { Run } from '@cityevents/infra/local/start-system';
import { WholeStack } from '../joins/whole-stack/whole-stack.ts';
import type { Table } from '../report/report.ts';
import type { Measured } from '../report/verdict.ts';
import type { BenchmarkId } from './benchmarks.ts';
import { lookAround } from './look-around.ts';

/** As many events as the feed's first page shows. */
const events = 20;

export interface WebResults {
  rounds: Partial<Record<BenchmarkId, Measured[]>>;
  notMeasured: string[];
  details: Table[];
}

/** Looks around in the web app as somebody on a phone does, once a round, each time in a browser that knows nothing yet. */
export async function runWeb(
  run: Run,
  progress: Progress,
  { only, rounds }: { only: readonly string[]; rounds: number },
): Promise<WebResults> {
  const results: WebResults = { rounds: {}, notMeasured: [], details: [] };
  const stack = await WholeStack.start(run, progress);
  const chromium = await progress.step('Chromium', () =>
    provisionChromium(run.supervisor, (text) => progress.say(`  ${text} …`)),
  );
  await progress.step('Events to look at', async () => {
    for (let made = 0; made < events; made++) await stack.event(100);
    await stack.settle();
  });
  for (let round = 1; round <= rounds; round++) {
    const figures = await progress.step(`Round ${round}`, async (note) => {
      const browser = await launchBrowser(chromium);
      try {
        const found = await lookAround(browser, stack.url);
        note(`${found.P14.toFixed(0)} kB, largest paint after ${found.W1.toFixed(2)} s`);
        return found;
      } finally {
        await browser.close();
      }
    });
    for (const id of Object.keys(figures) as BenchmarkId[]) {
      if (only.includes(id)) results.rounds[id] = [...(results.rounds[id] ?? []), { measured: figures[id] }];
    }
    await stack.settle();
  }
  return results;
}
