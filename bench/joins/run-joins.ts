import type { Progress } from '@cityevents/infra/local/progress';
import { startPostgres } from '@cityevents/infra/local/services/postgres';
import { type Run, runTurbo } from '@cityevents/infra/local/start-system';
import type { TemporaryDatabase } from '@cityevents/prisma/engine/temporary-database';
import type { Table } from '../report/report.ts';
import type { Measured } from '../report/verdict.ts';
import { findPgbench } from '../yardstick/find-pgbench.ts';
import type { Askable, BenchmarkId } from './benchmarks.ts';
import type { EngineFigures } from './in-process/engine-load.ts';
import { EngineRounds } from './in-process/engine-rounds.ts';
import { checkpoint, JoinsDatabases } from './joins-database.ts';
import { OneLockAJoin, type YardstickFigures } from './one-lock-a-join.ts';
import { sizes } from './sizes.ts';
import { allAtOnce } from './whole-stack/all-at-once.ts';
import { detailsOf } from './whole-stack/details.ts';
import { type JoinsASecond, joinsASecond } from './whole-stack/joins-a-second.ts';
import { WholeStack } from './whole-stack/whole-stack.ts';

export interface JoinsResults {
  rounds: Partial<Record<BenchmarkId, Measured[]>>;
  /** What could not be measured, and why. */
  notMeasured: string[];
  details: Table[];
}

/** P13 compares what the processes hold after the second P1 with what they hold after the third. */
const p1sForMemory = 3;

/** Runs what is wanted, round by round, so that a measurement and its yardstick stand close together. */
export async function runJoins(
  run: Run,
  progress: Progress,
  { only, rounds }: { only: readonly string[]; rounds: number },
): Promise<JoinsResults> {
  const wanted = new Set<string>(only);
  const results: JoinsResults = { rounds: {}, notMeasured: [], details: [] };
  /** Each P1 in full, for its processor time and memory. */
  const p1s: JoinsASecond[] = [];
  const add = (id: BenchmarkId, measured: Measured) => {
    results.rounds[id] = [...(results.rounds[id] ?? []), measured];
  };

  const needsStack = wanted.has('P1') || wanted.has('P4') || wanted.has('P13');
  const stack = needsStack ? await WholeStack.start(run, progress) : undefined;
  const serverUrl = stack?.environment.POSTGRES_URL ?? (await startDatabaseAlone(run, progress));
  const pgbench = await progress.step('pgbench', async (note) => {
    const found = await findPgbench(run, note);
    note(found.program);
    return found;
  });
  const databases = await JoinsDatabases.on(serverUrl);
  const oneLock = new OneLockAJoin(run, databases, pgbench);
  const engine = new EngineRounds(run, databases);
  if (stack) {
    await progress.step(`Warming up: ${sizes.wholeStack.warmUpJoins} joins`, () =>
      joinsASecond(stack, sizes.wholeStack.warmUpJoins),
    );
  }
  const tables = wanted.has('P12') ? await fillTables(engine, progress) : undefined;

  const roundsOfP1 = wanted.has('P13') ? Math.max(rounds, p1sForMemory) : rounds;
  for (let round = 1; round <= roundsOfP1; round++) {
    const isExtra = round > rounds;
    const needs = (...ids: Askable[]) => ids.some((id) => wanted.has(id)) && !isExtra;
    const step = <T>(title: string, work: () => Promise<T>, told: (value: T) => string): Promise<T> =>
      progress.step(`Round ${round}: ${title}`, async (note) => {
        const value = await work();
        note(told(value));
        return value;
      });
    const engineStep = (title: string, work: () => Promise<EngineFigures>) => step(title, work, toldOfEngine);

    const needsP1 = wanted.has('P1') || wanted.has('P13');
    let hot: YardstickFigures | undefined;
    if (needsP1 || needs('P2', 'P5')) hot = await step('pgbench on one event', () => oneLock.over(1), toldOfYardstick);
    if (stack && needsP1) {
      await checkpoint(serverUrl);
      const p1 = await step('P1, whole stack', () => joinsASecond(stack), toldOfP1);
      p1s.push(p1);
      add('P1', { measured: p1.joinsASecond, yardstick: hot!.joinsASecond, note: `${hot!.clients} clients` });
    }
    if (needs('P2', 'P5')) {
      const p2 = await engineStep('P2, engine on one event', () => engine.oneEvent());
      const yardstick = hot!.joinsASecond;
      if (wanted.has('P2')) add('P2', { measured: perSecond(p2), yardstick, note: toldOfProcessor(p2) });
      if (wanted.has('P5')) {
        const p5 = await step(
          'P5, sold out',
          () => engine.soldOut(),
          (value) => (value ? toldOfEngine(value) : '—'),
        );
        if (p5) add('P5', { measured: perSecond(p5), yardstick: perSecond(p2), note: toldOfProcessor(p5) });
      }
    }
    if (needs('P3')) {
      const { spreadOver } = sizes.pgbench;
      const spread = await step(`pgbench over ${spreadOver} events`, () => oneLock.over(spreadOver), toldOfYardstick);
      const p3 = await engineStep(`P3, engine over ${spreadOver} events`, () => engine.manyEvents());
      const note = `${spread.clients} clients; ${toldOfProcessor(p3)}`;
      add('P3', { measured: perSecond(p3), yardstick: spread.joinsASecond, note });
    }
    if (tables && needs('P12')) {
      const few = await engineStep('P12, 1,000 joins in the table', () => engine.fullTable(tables.thousand));
      const many = await engineStep('P12, 1,000,000 joins in the table', () => engine.fullTable(tables.million));
      add('P12', { measured: perSecond(many), yardstick: perSecond(few), note: toldOfProcessor(many) });
    }
    if (stack && needs('P4')) {
      add(
        'P4',
        await step(
          'P4, all at once',
          () => allAtOnce(stack),
          ({ measured }) => `p99 ${measured.toFixed(0)} ms`,
        ),
      );
    }
  }
  if (wanted.has('P5') && !results.rounds.P5) {
    results.notMeasured.push('P5: not measurable here, since an event’s waitlist can’t be limited yet');
  }
  if (wanted.has('P13')) addMemory(p1s.slice(0, p1sForMemory), add);
  results.details = detailsOf(p1s);
  return results;
}

/** In process, nothing but a database and its client is needed. */
async function startDatabaseAlone(run: Run, progress: Progress): Promise<string> {
  const [url] = await Promise.all([
    progress.step('PostgreSQL', () => startPostgres(run.supervisor, run.folder.path, run.folder.secrets)),
    progress.step('Database clients', () => runTurbo(run.supervisor, ['generate'])),
  ]);
  return url;
}

function fillTables(engine: EngineRounds, progress: Progress) {
  const { thousand, million } = sizes.fullTable;
  return progress.step(
    'Filling the tables of P12',
    async (): Promise<Record<'thousand' | 'million', TemporaryDatabase>> => ({
      thousand: await engine.fill(thousand),
      million: await engine.fill(million),
    }),
  );
}

/** P13: of the process that grew most, and of the one that is largest. */
function addMemory(p1s: JoinsASecond[], add: (id: BenchmarkId, measured: Measured) => void): void {
  const [second, third] = [p1s.at(-2)!.memory, p1s.at(-1)!.memory];
  const processes = Object.entries(third).map(([name, after]) => ({ name, after, before: second[name] ?? Number.NaN }));
  const grown = processes.reduce((most, each) => (each.after / each.before > most.after / most.before ? each : most));
  const largest = processes.reduce((most, each) => (each.after > most.after ? each : most));
  add('P13', { measured: grown.after, yardstick: grown.before, note: grown.name });
  add('P13 size', { measured: largest.after, note: largest.name });
}

function perSecond({ answers, seconds }: EngineFigures): number {
  return answers / seconds;
}

function toldOfEngine(figures: EngineFigures): string {
  return `${perSecond(figures).toFixed(0)} a second`;
}

function toldOfProcessor({ cpuMs, answers }: EngineFigures): string {
  return `${((cpuMs / answers) * 1000).toFixed(0)} µs of the engine’s processor time each`;
}

function toldOfYardstick({ joinsASecond, clients }: YardstickFigures): string {
  return `${joinsASecond.toFixed(0)} a second with ${clients} clients`;
}

function toldOfP1({ joinsASecond, load }: JoinsASecond): string {
  return `${joinsASecond.toFixed(0)} a second, p50 ${load.p50Ms.toFixed(0)} ms, p99 ${load.p99Ms.toFixed(0)} ms`;
}
