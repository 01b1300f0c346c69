import { randomUUIDv7 } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { untilCount } from '@cityevents/testing/wait';
import type { Report, Run } from '../report.ts';
import { Accounts } from './accounts.ts';
import { countDeadlocks } from './deadlocks.ts';
import { findViolations } from './find-violations.ts';
import { performAll, randomNumbers, randomOperations } from './operations.ts';
import { onStage } from './stage.ts';

export interface MixedLoad extends Run {
  seconds: number;
}

const eventCount = 20;
const peopleCount = 60;
const atOnce = 64;
/** Between two facts about events: some of them meet each other and all else on one event. */
const factEveryMs = 5;

/**
 * Everything that writes to join_db at once, on two processes: joins, leaves, changes of capacity, and the events
 * subgraph's facts arriving through the broker. Nobody may meet a deadlock.
 */
export function mixedLoad({ seconds, seed, onProgress }: MixedLoad): Promise<Report> {
  return onStage(async (stage) => {
    const processes = await Promise.all(['joins-1', 'joins-2'].map((name) => stage.startProcess(name)));
    const random = randomNumbers(peopleCount, seed);
    const events = await stage.openEvents(Array.from({ length: eventCount }, () => random() + 1));
    const cast = { events, userIds: Array.from({ length: peopleCount }, () => randomUUIDv7()) };
    const client = stage.clientOf(processes);
    const accounts = new Accounts();
    const deadlocksBefore = await countDeadlocks(stage.pool);
    const endsAt = performance.now() + seconds * 1000;
    const isOver = () => performance.now() >= endsAt;

    let facts = 0;
    const tellFacts = async () => {
      for (; !isOver(); facts += 1) {
        await stage.tellUpdate(events[random() % events.length]!);
        await pause(factEveryMs);
      }
    };
    let answered = 0;
    const operations = performAll(randomOperations(cast, seed), {
      atOnce,
      isOver,
      perform: async (operation) => {
        accounts.add(operation, await client.askUntilAnswered(operation));
        answered += 1;
        const left = Math.max(0, Math.round((endsAt - performance.now()) / 1000));
        onProgress?.(`${answered} operations, ${facts} facts, ${left} s to go`);
      },
    });
    await Promise.all([operations, tellFacts()]);
    const loadEndedAt = performance.now();
    await untilCount('facts applied', facts + events.length, async () => {
      const { rows } = await stage.pool.query<{ applied: number }>('SELECT count(*)::int AS applied FROM inbox');
      return rows[0]!.applied;
    });
    const behindSeconds = (performance.now() - loadEndedAt) / 1_000;
    await stage.stopProcesses();

    const deadlocks = (await countDeadlocks(stage.pool)) - deadlocksBefore;
    const violations = client.faults.map((message) => `answered with a fault: ${message}`);
    if (deadlocks > 0) violations.push(`${deadlocks} deadlocks`);
    if (client.counts.lost > 0) violations.push(`${client.counts.lost} answers lost`);
    const { rows } = await stage.pool.query<{ id: string; newest: number }>(
      'SELECT event_id AS id, event_sequence::int AS newest FROM event_capacity',
    );
    const newest = new Map(rows.map(({ id, newest }) => [id, newest]));
    for (const { eventId, sequence } of events) {
      if (newest.get(eventId) !== sequence) {
        violations.push(`event ${eventId}: fact ${newest.get(eventId)} is the newest applied, ${sequence} was told`);
      }
    }
    violations.push(...(await findViolations(stage.pool, accounts)));
    return {
      figures: {
        seconds,
        operations: answered,
        'event facts': facts,
        'facts behind': `${behindSeconds.toFixed(1)} s`,
        deadlocks,
        'told BUSY': client.counts.busy,
        'operations/s': Math.round(answered / seconds),
      },
      violations,
    };
  });
}
