import { randomUUIDv7 } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@cityevents/testing/wait';
import type pg from 'pg';
import type { Report, Run } from '../report.ts';
import { Accounts } from './accounts.ts';
import { findViolations } from './find-violations.ts';
import { performAll, randomNumbers, randomOperations } from './operations.ts';
import { serverLogOf } from './server-log.ts';
import { onStage } from './stage.ts';

export interface FrozenProcess extends Run {
  /**
   * How long each freeze lasts. A wait for a connection (maxWait) ends after 2 s, a transaction after 5 s by the
   * process's own clock, and after 10 s between two statements by the server's (idle_in_transaction_session_timeout).
   */
  freezeSeconds: number[];
}

/** More than the process has connections: some requests are frozen while they wait for one. */
const eventCount = 30;
const peopleCount = 60;
/** So many of the process's transactions may wait for an event that somebody else holds. */
const patientTransactions = 4;
/** Requests on whatever connections the freeze has left behind. */
const operationsAfter = 300;
const mixedUp = 'already a transaction in progress';

/**
 * The joins process stands still (SIGSTOP: a laptop's lid, a hypervisor, a debugger) with transactions open and requests
 * waiting for a connection, for longer than they may last, and goes on. No connection may go back to the pool with its
 * transaction open: whoever got it next would write into that.
 */
export function frozenProcess({ freezeSeconds, seed, onProgress }: FrozenProcess): Promise<Report> {
  return onStage(async (stage) => {
    const process = await stage.startProcess('joins');
    const random = randomNumbers(peopleCount, seed);
    const events = await stage.openEvents(Array.from({ length: eventCount }, () => random() + 1));
    const cast = { events, userIds: Array.from({ length: peopleCount }, () => randomUUIDv7()) };
    const client = stage.clientOf([process]);
    const accounts = new Accounts();
    const operations = randomOperations(cast, seed);
    const violations: string[] = [];
    let open = 0;
    let ended = 0;

    for (const [round, seconds] of freezeSeconds.entries()) {
      onProgress?.(`freeze ${round + 1} of ${freezeSeconds.length}, for ${seconds} s`);
      // Everybody meets at the rows, which are held until the process stands still: then their transactions are open
      // for sure, and nobody is there to go on with them.
      const holder = await stage.pool.connect();
      await holder.query('BEGIN');
      await holder.query('SELECT FROM event_capacity ORDER BY event_id FOR UPDATE');
      const userId = cast.userIds[round % peopleCount]!;
      const answers = events.map(async ({ eventId }) => {
        const operation = { kind: 'join', eventId, userId } as const;
        accounts.add(operation, await client.askUntilAnswered(operation));
      });
      await eventually(
        async () => {
          const waiting = await countTransactions(stage.pool, "wait_event_type = 'Lock'");
          if (waiting < patientTransactions) throw new Error(`${waiting} transactions wait for a lock`);
        },
        { everyMs: 5 },
      );
      process.freeze();
      await holder.query('ROLLBACK');
      holder.release();
      const idle = await eventually(async () => {
        if ((await countTransactions(stage.pool, "state = 'active'")) > 0) throw new Error('statements still run');
        return countTransactions(stage.pool, idleInTransaction);
      });
      if (idle === 0) violations.push(`freeze ${round + 1} met no open transaction`);
      open += idle;
      await pause(seconds * 1000);
      ended += idle - (await countTransactions(stage.pool, idleInTransaction));
      process.thaw();

      await Promise.all(answers);
      let after = 0;
      await performAll(operations, {
        atOnce: 64,
        isOver: () => after++ >= operationsAfter,
        perform: async (operation) => accounts.add(operation, await client.askUntilAnswered(operation)),
      });
      // Everything is answered: whatever is open now is open for nobody.
      const left = await eventually(
        async () => {
          const count = await countTransactions(stage.pool, idleInTransaction);
          if (count > 0) throw new Error('some are still open');
          return count;
        },
        { timeoutMs: 2_000 },
      ).catch(() => countTransactions(stage.pool, idleInTransaction));
      if (left > 0) violations.push(`after freeze ${round + 1}: ${left} connections idle in transaction`);
    }
    await stage.stopProcesses();

    const serverLog = await serverLogOf(stage.pool);
    if (serverLog.some((line) => line.includes(mixedUp))) violations.push(`PostgreSQL's log says "${mixedUp}"`);
    if (process.log.includes(mixedUp)) violations.push(`the process's log says "${mixedUp}"`);
    violations.push(...client.faults.map((message) => `answered with a fault: ${message}`));
    if (client.counts.lost > 0) violations.push(`${client.counts.lost} answers lost`);
    violations.push(...(await findViolations(stage.pool, accounts)));
    return {
      figures: {
        freezes: freezeSeconds.map((seconds) => `${seconds} s`).join(', '),
        'transactions frozen': open,
        'ended by the server': ended,
        'told BUSY': client.counts.busy,
        answered: client.counts.answered,
      },
      violations,
    };
  });
}

const idleInTransaction = "state LIKE 'idle in transaction%'";

/** Open transactions of the process, seen from the server. */
async function countTransactions(pool: pg.Pool, condition: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'joins%' AND ${condition}`,
  );
  return rows[0]!.count;
}
