import { randomUUIDv7 } from 'node:crypto';
import { eventually } from '@cityevents/testing/wait';
import type pg from 'pg';
import type { Report, Run } from '../report.ts';
import { Accounts } from './accounts.ts';
import { findViolations } from './find-violations.ts';
import type { JoinsProcess } from './joins-process.ts';
import { performAll, randomNumbers, randomOperations } from './operations.ts';
import { onStage } from './stage.ts';

export interface KillMidRun extends Run {
  operations: number;
  /** How often a process is killed, spread over the run; the two in turn. */
  kills: number;
}

const eventCount = 20;
const peopleCount = 60;
const atOnce = 64;

/**
 * Random joins, leaves and changes of capacity on two joins processes beside each other, which are killed (SIGKILL) in
 * the midst of transactions and started again. Whoever loses their answer asks again until they have one.
 */
export function killMidRun({ operations, kills, seed, onProgress }: KillMidRun): Promise<Report> {
  return onStage(async (stage) => {
    const names = ['joins-1', 'joins-2'];
    const processes = await Promise.all(names.map((name) => stage.startProcess(name)));
    const random = randomNumbers(peopleCount, seed);
    const events = await stage.openEvents(Array.from({ length: eventCount }, () => random() + 1));
    const cast = { events, userIds: Array.from({ length: peopleCount }, () => randomUUIDv7()) };
    const client = stage.clientOf(processes);
    const accounts = new Accounts();
    const violations: string[] = [];
    const killings: Promise<void>[] = [];
    let openTransactions = 0;
    let begun = 0;
    let answered = 0;

    const kill = async (number: number) => {
      const which = number % names.length;
      const process = processes[which]!;
      const lostBefore = client.counts.lost;
      openTransactions += await killInTransaction(process, names[which]!, stage.pool);
      await process.start();
      if (client.counts.lost === lostBefore) violations.push(`kill ${number + 1} met no request under way`);
    };

    const startedAt = performance.now();
    await performAll(randomOperations(cast, seed), {
      atOnce,
      isOver: () => begun++ >= operations,
      perform: async (operation) => {
        accounts.add(operation, await client.askUntilAnswered(operation));
        answered += 1;
        const isTime = answered >= ((killings.length + 1) * operations) / (kills + 1);
        if (isTime && killings.length < kills) killings.push(kill(killings.length));
        onProgress?.(`${answered} of ${operations} answered, ${killings.length} of ${kills} kills`);
      },
    });
    const seconds = (performance.now() - startedAt) / 1000;
    await Promise.all(killings);
    await stage.stopProcesses();

    violations.push(...client.faults.map((message) => `answered with a fault: ${message}`));
    if (killings.length < kills) violations.push(`only ${killings.length} of ${kills} kills took place`);
    violations.push(...(await findViolations(stage.pool, accounts)));
    return {
      figures: {
        operations: answered,
        kills: killings.length,
        'transactions cut off': openTransactions,
        'answers lost': client.counts.lost,
        'told BUSY': client.counts.busy,
        'operations/s': Math.round(answered / seconds),
      },
      violations,
    };
  });
}

/** Kills the process as soon as it is seen in a transaction; says in how many. */
async function killInTransaction(process: JoinsProcess, name: string, pool: pg.Pool): Promise<number> {
  const open = await eventually(
    async () => {
      const { rows } = await pool.query<{ open: number }>(
        `SELECT count(*)::int AS open FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = $1 AND xact_start IS NOT NULL`,
        [name],
      );
      if (rows[0]!.open === 0) throw new Error(`${name} is in no transaction`);
      return rows[0]!.open;
    },
    { everyMs: 1 },
  );
  await process.kill();
  return open;
}
