import { ProcessorTimes } from '@cityevents/infra/local/process-usage';
import { onServer } from '@cityevents/prisma/engine/temporary-database';
import type { WholeStack } from './whole-stack.ts';

/** Processor time in milliseconds, by who used it. */
export type ProcessorUse = Record<string, number>;

/** What everything has used until some moment. */
export interface ProcessorSample {
  /** Each process with all it has started, PostgreSQL with all its connections. */
  processes: { name: string; pid: number; ms: number }[];
  /** PostgreSQL's connections, named as who works through them. */
  connections: { name: string; pid: number; ms: number }[];
}

export async function sampleProcessors({ run, environment }: WholeStack): Promise<ProcessorSample> {
  const connections = await onServer(environment.POSTGRES_URL!, async (client) => {
    const { rows } = await client.query<{ pid: number; name: string }>(
      `SELECT pid, application_name AS name FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name <> ''`,
    );
    return rows;
  });
  const times = await ProcessorTimes.now();
  return {
    processes: [
      ...run.supervisor.running().map(({ name, pid }) => ({ name, pid, ms: times.ofTree(pid) })),
      // This one keeps the logs of all of them.
      { name: 'starter (logs)', pid: process.pid, ms: times.of(process.pid) },
    ],
    connections: connections.map(({ name, pid }) => ({ name, pid, ms: times.of(pid) })),
  };
}

/**
 * What was used between two samples. PostgreSQL's work is told apart by whom it was done for; what is left (checkpoints,
 * vacuum, connections closed before the second sample) is its own.
 */
export function usedBetween(before: ProcessorSample, after: ProcessorSample): ProcessorUse {
  const use: ProcessorUse = {};
  const add = (name: string, ms: number) => {
    use[name] = (use[name] ?? 0) + ms;
  };
  const earlier = new Map([...before.processes, ...before.connections].map(({ pid, ms }) => [pid, ms]));
  const since = ({ pid, ms }: { pid: number; ms: number }) => ms - (earlier.get(pid) ?? 0);
  for (const each of after.processes) add(each.name, since(each));
  for (const each of after.connections) {
    add(`postgres for ${each.name}`, since(each));
    add('postgres', -since(each));
  }
  return use;
}

/** Both together. */
export function sumOf(...uses: ProcessorUse[]): ProcessorUse {
  const sum: ProcessorUse = {};
  for (const use of uses) for (const [name, ms] of Object.entries(use)) sum[name] = (sum[name] ?? 0) + ms;
  return sum;
}
