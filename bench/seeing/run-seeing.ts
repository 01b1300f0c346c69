import type { Progress } from '@cityevents/infra/local/progress';
import type { Run } from '@cityevents/infra/local/start-system';
import { type GatewayName, type Gateways, startGateways } from '../gateway/gateways.ts';
import { sizes } from '../gateway/sizes.ts';
import { eventPage, processorTable, startServices, type Throughput, throughput } from '../gateway/throughput.ts';
import type { Table } from '../report/report.ts';
import { type Measured, median } from '../report/verdict.ts';
import type { BenchmarkId } from './benchmarks.ts';

export interface SeeingResults {
  rounds: Partial<Record<BenchmarkId, Measured[]>>;
  notMeasured: string[];
  details: Table[];
}

const names = ['ours', 'ours, seen', 'ours, seen with every trace'] as const satisfies GatewayName[];
/** Short turns, and many of them: what is looked for is smaller than what a machine varies by in some seconds. */
const TURNS = 9;
const SECONDS = 2;

/** Measures our gateway with nothing seen of it, and with everything. */
export async function runSeeing(
  run: Run,
  progress: Progress,
  { only, rounds }: { only: readonly string[]; rounds: number },
): Promise<SeeingResults> {
  const gateways = await progress.step(
    'Our gateway, seen and not, before subgraphs that answer from memory',
    async () => startGateways(run, await startServices(run), names),
  );
  const question = { name: 'event page', body: await eventPage() };
  const answered = new Map<GatewayName, number>();
  const measure = async (name: GatewayName, seconds: number) => {
    const figures = await throughput(run, gateways, name, question.body, seconds);
    answered.set(name, (answered.get(name) ?? 0) + figures.requests);
    return figures;
  };
  await progress.step('Warming up', async () => {
    for (const name of names) await measure(name, sizes.throughput.warmUpSeconds);
  });
  const taken: { name: GatewayName; question: typeof question; figures: Throughput }[] = [];
  const results: SeeingResults = { rounds: {}, notMeasured: [], details: [] };
  for (let round = 1; round <= rounds; round++) {
    const ofRound = await progress.step(`Round ${round}`, async (note) => {
      const measured: typeof taken = [];
      for (let turn = 0; turn < TURNS; turn++) {
        // Each turn begins with another: whoever comes first would have the cooler processor.
        const first = turn % names.length;
        for (const name of [...names.slice(first), ...names.slice(0, first)])
          measured.push({ name, question, figures: await measure(name, SECONDS) });
      }
      note(names.map((name) => `${name}: ${middle(measured, name, 'perSecond').toFixed(0)} a second`).join(', '));
      return measured;
    });
    taken.push(...ofRound);
    for (const [id, figure] of [
      ['S1', 'perSecond'],
      ['S2', 'processorMs'],
    ] as const) {
      if (!only.includes(id)) continue;
      const [measured, yardstick] = [middle(ofRound, 'ours, seen', figure), middle(ofRound, 'ours', figure)];
      results.rounds[id] = [...(results.rounds[id] ?? []), { measured, yardstick }];
    }
  }
  await checkSeen(gateways, answered);
  return { ...results, details: [processorTable(taken)] };
}

function middle(
  taken: { name: GatewayName; figures: Throughput }[],
  name: GatewayName,
  figure: 'perSecond' | 'processorMs',
): number {
  return median(taken.filter((each) => each.name === name).map(({ figures }) => figures[figure]));
}

/** Whether what was to be seen has been seen: every request is counted, and spans have been sent. */
async function checkSeen(gateways: Gateways, answered: ReadonlyMap<GatewayName, number>): Promise<void> {
  for (const name of names.slice(1)) {
    const text = await gateways.metrics(name);
    const counted = /^cityevents_gateway_operation_seconds_count\{operation="EventPage",outcome="ok"\} (\d+)$/m.exec(
      text,
    );
    if (Number(counted?.[1]) !== answered.get(name)) {
      throw new Error(`${name} answered ${answered.get(name)} requests and counted ${counted?.[1] ?? 'none'}`);
    }
  }
  if ((await gateways.spanBytes()) === 0) throw new Error('No span was sent');
}
