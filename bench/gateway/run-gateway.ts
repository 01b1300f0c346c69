import type { Progress } from '@cityevents/infra/local/progress';
import type { Run } from '@cityevents/infra/local/start-system';
import type { Table } from '../report/report.ts';
import type { Measured } from '../report/verdict.ts';
import type { BenchmarkId } from './benchmarks.ts';
import { FeedPages } from './feed-pages.ts';
import { type GatewayName, startGateways } from './gateways.ts';
import { sizes } from './sizes.ts';
import {
  eventPage,
  processorTable,
  type Question,
  startServices,
  type Throughput,
  throughput,
  variables,
} from './throughput.ts';

const gatewayNames = ['ours', 'default data source', 'Hive Gateway'] as const satisfies GatewayName[];

export interface GatewayResults {
  rounds: Partial<Record<BenchmarkId, Measured[]>>;
  notMeasured: string[];
  details: Table[];
}

/** A request to one subgraph, and no more: what the gateway itself costs, shows in it. */
const SMALL = 'query Small($id: ID!) { event(id: $id) { id title startsAt city } }';

/** Runs what is wanted, round by round, so that a measurement and its yardstick stand close together. */
export async function runGateway(
  run: Run,
  progress: Progress,
  { only, rounds }: { only: readonly string[]; rounds: number },
): Promise<GatewayResults> {
  const results: GatewayResults = { rounds: {}, notMeasured: [], details: [] };
  const add = (id: BenchmarkId, measured: Measured) => {
    results.rounds[id] = [...(results.rounds[id] ?? []), measured];
  };
  // First, since a run has one PostgreSQL and one Redis; while the gateways are measured the whole stack has nothing to do.
  const pages = only.includes('P9') ? await FeedPages.start(run, progress) : undefined;
  if (only.includes('P6') || only.includes('P7')) {
    const gateways = await progress.step('Gateways before subgraphs that answer from memory', async () =>
      startGateways(run, pages?.redisUrl ?? (await startServices(run)), gatewayNames),
    );
    const page = { name: 'event page', body: await eventPage() };
    const small = { name: 'small', body: JSON.stringify({ query: SMALL, variables }) };
    const taken: { name: GatewayName; question: Question; figures: Throughput }[] = [];
    const measure = async (title: string, name: GatewayName, question: Question) => {
      const figures = await progress.step(`${title}: ${name}, ${question.name}`, async (note) => {
        const found = await throughput(run, gateways, name, question.body, sizes.throughput.seconds);
        note(`${found.perSecond.toFixed(0)} a second, ${found.processorMs.toFixed(3)} ms of processor time each`);
        return found;
      });
      taken.push({ name, question, figures });
      return figures;
    };
    await progress.step('Warming up', async () => {
      for (const name of gatewayNames) {
        for (const { body } of [page, small])
          await throughput(run, gateways, name, body, sizes.throughput.warmUpSeconds);
      }
    });
    for (let round = 1; round <= rounds; round++) {
      if (only.includes('P6')) {
        const ours = await measure(`Round ${round}, P6`, 'ours', page);
        const standard = await measure(`Round ${round}, P6`, 'default data source', page);
        const hive = await measure(`Round ${round}, P6`, 'Hive Gateway', page);
        for (const { data } of [standard, hive]) {
          if (!isSame(ours.data, data)) throw new Error(`Gateways answer differently:\n${ours.data}\n${data}`);
        }
        add('P6', { measured: ours.perSecond, yardstick: standard.perSecond });
        add('P6 Hive', { measured: ours.perSecond, yardstick: hive.perSecond });
      }
      if (only.includes('P7')) {
        for (const name of gatewayNames) {
          const figures = await measure(`Round ${round}, P7`, name, small);
          if (name === 'ours') add('P7', { measured: figures.processorMs });
        }
      }
    }
    results.details.push(processorTable(taken));
  }
  if (pages) {
    for (let round = 1; round <= rounds; round++) {
      const { throughGateway, direct } = await progress.step(`Round ${round}: P9`, async (note) => {
        const measured = await pages.measure();
        note(`${measured.throughGateway.toFixed(1)} ms, direct ${measured.direct.toFixed(1)} ms`);
        return measured;
      });
      add('P9', { measured: throughGateway, yardstick: direct });
    }
  }
  return results;
}

/** Whether two answers hold the same, in whichever order of fields. */
function isSame(one: string, other: string): boolean {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, each]) => [name, sorted(each)]),
    );
  };
  return JSON.stringify(sorted(JSON.parse(one))) === JSON.stringify(sorted(JSON.parse(other)));
}
