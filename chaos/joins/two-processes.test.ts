import { randomUUIDv7 } from 'node:crypto';
import { eventually } from '@cityevents/testing/wait';
import { expect, test } from 'vitest';
import { Accounts } from './accounts.ts';
import { findViolations } from './find-violations.ts';
import type { JoinsProcess } from './joins-process.ts';
import { startLockRemover } from './lock-remover.ts';
import { onStage, type Stage } from './stage.ts';

test('of two processes that want the last seat at once one gets it, and nothing is found', async () => {
  await onStage(async (stage) => {
    const { statuses, violations } = await race(stage, stage.databaseUrl);
    expect(statuses).toEqual(['CONFIRMED', 'WAITLISTED']);
    expect(violations).toEqual([]);
  });
}, 300_000);

test('control: without FOR UPDATE both get it, and every check finds that', async () => {
  await onStage(async (stage) => {
    // The outbox's key would stop it as well: two facts can't have one sequence number. Here only the lock is on trial.
    await stage.pool.query('ALTER TABLE outbox DROP CONSTRAINT outbox_pkey');
    const remover = await startLockRemover(stage.databaseUrl);
    try {
      const { statuses, violations } = await race(stage, remover.url);
      expect(statuses).toEqual(['CONFIRMED', 'CONFIRMED']);
      for (const found of [
        /^seats counted: .* 1 seats taken, 2 joins/,
        /sequence 2 follows 2/,
        /while no seat is free/,
      ]) {
        expect(violations).toContainEqual(expect.stringMatching(found));
      }
    } finally {
      await remover.goDown();
    }
  });
}, 300_000);

/** A person asks each process while we hold the event's row; we let go once both are seen waiting. */
async function race(stage: Stage, databaseUrl: string) {
  const processes = await Promise.all(['joins-1', 'joins-2'].map((name) => stage.startProcess(name, databaseUrl)));
  const [raced, warmUp] = await stage.openEvents([1, 9]);
  const { eventId } = raced!;
  const accounts = new Accounts();
  const join = async (process: JoinsProcess, eventId: string) => {
    const operation = { kind: 'join', eventId, userId: randomUUIDv7() } as const;
    const answer = await stage.clientOf([process]).ask(operation);
    accounts.add(operation, answer);
    return answer.kind === 'join' ? answer.status : answer.kind;
  };
  // A process's first request takes long: the one would wait in vain for the other.
  for (const process of processes) await join(process, warmUp!.eventId);
  const holder = await stage.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM event_capacity WHERE event_id = $1 FOR UPDATE', [eventId]);
  const answers = processes.map((process) => join(process, eventId));
  await eventually(async () => {
    const { rowCount } = await stage.pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    expect(rowCount).toBe(2);
  });
  await holder.query('ROLLBACK');
  holder.release();
  const statuses = (await Promise.all(answers)).sort();
  await stage.stopProcesses();
  return { statuses, violations: await findViolations(stage.pool, accounts) };
}
