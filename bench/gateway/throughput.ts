import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@cityevents/infra/local/ports';
import { provision } from '@cityevents/infra/local/provision';
import { type Run, root, runTurbo } from '@cityevents/infra/local/start-system';
import type { Table } from '../report/report.ts';
import { median } from '../report/verdict.ts';
import { runChild } from '../run-child.ts';
import type { GatewayName, Gateways } from './gateways.ts';
import type { QueryFigures, QueryLoad } from './query-load.ts';
import { sizes } from './sizes.ts';

/** One gateway under one load. */
export type Throughput = QueryFigures & { perSecond: number; processorMs: number };
export type Question = { name: string; body: string };

/** The event that the subgraphs' stand-ins know. */
export const variables = { id: '01a20d00-0000-7000-8000-000000000002' };

/** The services of which the gateway needs Redis alone. */
export async function startServices(run: Run): Promise<string> {
  const { supervisor, folder } = run;
  const mailWebPort = await freePort();
  const [services] = await Promise.all([
    provision({ root, run: folder, supervisor, mailWebPort, given: {}, note: () => {} }),
    // The web app's documents are among what is built.
    runTurbo(supervisor, ['generate', 'build']),
  ]);
  run.onStop(services.release);
  return services.redisUrl;
}

/** The page as the web app asks for it. */
export async function eventPage(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'web/dist/persisted-documents.json'), 'utf8'));
  const operations: { name: string; body: string }[] = manifest.operations;
  const query = operations.find(({ name }) => name === 'EventPage')!.body;
  return JSON.stringify({ query, variables });
}

/** Asks one gateway the same for some seconds, from many connections that never wait. */
export async function throughput(
  run: Run,
  gateways: Gateways,
  name: GatewayName,
  body: string,
  seconds: number,
): Promise<Throughput> {
  const before = await gateways.processorMs(name);
  const figures = await runChild<QueryLoad, QueryFigures>(run, join(import.meta.dirname, 'query-load.ts'), {
    url: `${gateways.urls.get(name)}/graphql`,
    headers: { authorization: gateways.authorization },
    body,
    connections: sizes.throughput.connections,
    seconds,
  });
  const used = (await gateways.processorMs(name)) - before;
  return { ...figures, perSecond: figures.requests / figures.seconds, processorMs: used / figures.requests };
}

/** What a request costs, by gateway and question. */
export function processorTable(taken: { name: GatewayName; question: Question; figures: Throughput }[]): Table {
  const groups = Map.groupBy(taken, ({ name, question }) => `${name}, ${question.name}`);
  const middle = (figures: Throughput[], of: (each: Throughput) => number) => median(figures.map(of));
  return {
    title: 'A request through each gateway',
    columns: ['medians', 'a second', 'processor ms', 'p50 ms', 'p99 ms'],
    rows: [...groups].map(([title, members]) => {
      const figures = members.map((each) => each.figures);
      return [
        title,
        middle(figures, ({ perSecond }) => perSecond),
        middle(figures, ({ processorMs }) => processorMs),
        middle(figures, ({ p50Ms }) => p50Ms),
        middle(figures, ({ p99Ms }) => p99Ms),
      ];
    }),
    digits: 3,
  };
}
