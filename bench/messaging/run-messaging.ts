import { join } from 'node:path';
import { freePort } from '@cityevents/infra/local/ports';
import type { Progress } from '@cityevents/infra/local/progress';
import { provision } from '@cityevents/infra/local/provision';
import { type Run, root, runTurbo } from '@cityevents/infra/local/start-system';
import { memoryOptions } from '@cityevents/infra/local/system-processes';
import { declareTopology, queueOf } from '@cityevents/messaging/topology';
import { createTemporaryDatabase } from '@cityevents/prisma/engine/temporary-database';
import { migrate } from '@cityevents/prisma/migrate';
import { connect } from 'amqplib';
import type { Table } from '../report/report.ts';
import type { Measured } from '../report/verdict.ts';
import { runChild } from '../run-child.ts';
import type { BareFigures, BareLoad } from './bare-confirms.ts';
import type { BenchmarkId } from './benchmarks.ts';
import type { CommitsFigures, CommitsLoad } from './commit-to-consumer.ts';
import type { DrainFigures, DrainLoad } from './drain-outbox.ts';
import { queueRows } from './outbox-rows.ts';
import { sizes } from './sizes.ts';

export interface MessagingResults {
  rounds: Partial<Record<BenchmarkId, Measured[]>>;
  notMeasured: string[];
  details: Table[];
}

const script = (name: string) => join(import.meta.dirname, name);
/** Those that get what joins tells. */
const queues = [queueOf('email'), queueOf('feed')];

/** Runs what is wanted, round by round, so that a measurement and its yardstick stand close together. */
export async function runMessaging(
  run: Run,
  progress: Progress,
  { only, rounds }: { only: readonly string[]; rounds: number },
): Promise<MessagingResults> {
  const results: MessagingResults = { rounds: {}, notMeasured: [], details: [] };
  const add = (id: BenchmarkId, measured: Measured) => {
    results.rounds[id] = [...(results.rounds[id] ?? []), measured];
  };
  const step = <T>(title: string, work: () => Promise<T>, told: (value: T) => string): Promise<T> =>
    progress.step(title, async (note) => {
      const value = await work();
      note(told(value));
      return value;
    });
  const { postgresUrl, rabbitmqUrl } = await progress.step('Services and database clients', () => startServices(run));

  for (let round = 1; round <= rounds; round++) {
    if (only.includes('P10')) {
      const { messages } = sizes.bare;
      const bare = await step(
        `Round ${round}: bare amqplib`,
        () => runChild<BareLoad, BareFigures>(run, script('bare-confirms.ts'), { rabbitmqUrl, ...sizes.bare }),
        ({ seconds }) => `${(messages / seconds).toFixed(0)} a second`,
      );
      await takeFromQueues(rabbitmqUrl, messages);
      const { rows } = sizes.drained;
      const drained = await step(
        `Round ${round}: P10, ${rows} queued rows`,
        () => drain(run, postgresUrl, rabbitmqUrl),
        ({ seconds, peakMb }) => `${(rows / seconds).toFixed(0)} a second, ${peakMb.toFixed(0)} MB at most`,
      );
      await takeFromQueues(rabbitmqUrl, rows);
      add('P10', { measured: rows / drained.seconds, yardstick: messages / bare.seconds });
      add('P10 memory', { measured: drained.peakMb });
    }
    if (only.includes('P11')) {
      const quantiles = await step(
        `Round ${round}: P11, ${sizes.commits.count} commits`,
        async () => quantilesOf(await commits(run, postgresUrl, rabbitmqUrl)),
        ({ p50, p99 }) => `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
      );
      add('P11', { measured: quantiles.p50 });
      add('P11 p99', { measured: quantiles.p99 });
    }
  }
  return results;
}

async function startServices(run: Run): Promise<{ postgresUrl: string; rabbitmqUrl: string }> {
  const mailWebPort = await freePort();
  const { supervisor, folder } = run;
  const [services] = await Promise.all([
    provision({ root, run: folder, supervisor, mailWebPort, given: {}, note: () => {} }),
    runTurbo(supervisor, ['generate']),
  ]);
  run.onStop(services.release);
  await services.rabbitmqAnswers;
  const { postgresUrl, rabbitmqUrl } = services;
  await onBroker(rabbitmqUrl, declareTopology);
  return { postgresUrl, rabbitmqUrl };
}

async function drain(run: Run, postgresUrl: string, rabbitmqUrl: string): Promise<DrainFigures> {
  const database = await createTemporaryDatabase(postgresUrl, 'bench_drain');
  await migrate('joins', database.url);
  await queueRows(database.url, sizes.drained);
  const load = { databaseUrl: database.url, rabbitmqUrl };
  const figures = await runChild<DrainLoad, DrainFigures>(run, script('drain-outbox.ts'), load, memoryOptions);
  await database.drop();
  return figures;
}

async function commits(run: Run, postgresUrl: string, rabbitmqUrl: string): Promise<CommitsFigures> {
  const databases = await Promise.all(
    (['auth', 'events', 'joins'] as const).map(async (name) => {
      const { url, drop } = await createTemporaryDatabase(postgresUrl, `bench_idle_${name}`);
      await migrate(name, url);
      return { variable: `${name.toUpperCase()}_DATABASE_URL`, url, drop };
    }),
  );
  const environment = {
    RABBITMQ_URL: rabbitmqUrl,
    ...Object.fromEntries(databases.map(({ variable, url }) => [variable, url])),
  };
  const load = { environment, ...sizes.commits };
  const figures = await runChild<CommitsLoad, CommitsFigures>(run, script('commit-to-consumer.ts'), load);
  for (const { drop } of databases) await drop();
  await takeFromQueues(rabbitmqUrl, undefined);
  return figures;
}

/**
 * Empties the queues.
 *
 * @throws Error when one doesn't hold exactly what was sent.
 */
async function takeFromQueues(rabbitmqUrl: string, expected: number | undefined): Promise<void> {
  await onBroker(rabbitmqUrl, async (channel) => {
    for (const queue of queues) {
      const { messageCount } = await channel.purgeQueue(queue);
      if (expected === undefined || messageCount === expected) continue;
      throw new Error(`${queue} held ${messageCount} messages, and ${expected} were sent`);
    }
  });
}

async function onBroker<T>(
  url: string,
  work: (channel: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>['createChannel']>>) => Promise<T>,
): Promise<T> {
  const connection = await connect(url);
  try {
    return await work(await connection.createChannel());
  } finally {
    await connection.close();
  }
}

function quantilesOf({ milliseconds }: CommitsFigures): { p50: number; p99: number } {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { p50: at(0.5), p99: at(0.99) };
}
