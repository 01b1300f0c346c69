import { randomUUIDv7 } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '@cityevents/cli/drop/latency';
import type { Report, Run } from '../report.ts';
import { Accounts } from './accounts.ts';
import { findViolations } from './find-violations.ts';
import { randomNumbers } from './operations.ts';
import { isBusy, isUnanswered, type Operation, type SeatClient } from './seat-client.ts';
import { onStage, type Stage } from './stage.ts';

export interface HeldLock extends Run {
  /** How often the lock is held, each time as long as it was free before. */
  rounds: number;
  holdSeconds: number;
  /** Whether the times are judged, too: where nothing else keeps the machine busy. */
  judgesTimes: boolean;
}

const busyWithinMs = 2_500;
const growthAtMost = 0.2;
const otherEvents = 10;
/** Few enough that the machine is mostly idle: a queue of its own making would hide what the lock does. */
const othersEveryMs = 10;
const heldEveryMs = 100;

interface Timed {
  milliseconds: number;
  isBusy: boolean;
}

/**
 * Somebody holds the lock of one event's capacity: a hung client, an operator at a prompt. Its own joins are told BUSY
 * soon, and those of other events don't notice. Requests come at fixed times, whatever became of those before; free
 * and held phases alternate, so that what else happens on the machine happens to both.
 */
export function heldLock({ rounds, holdSeconds, judgesTimes, seed, onProgress }: HeldLock): Promise<Report> {
  return onStage(async (stage) => {
    const process = await stage.startProcess('joins');
    const [held, ...others] = await stage.openEvents(Array.from({ length: 1 + otherEvents }, () => 50));
    const heldId = held!.eventId;
    const otherIds = others.map(({ eventId }) => eventId);
    const client = stage.clientOf([process]);
    const accounts = new Accounts();
    const phase = (title: string) => {
      onProgress?.(title);
      return sendFor(holdSeconds * 1000, { client, accounts, heldId, otherIds, seed });
    };

    await phase('warming up');
    const free: Phase[] = [];
    const locked: Phase[] = [];
    const violations: string[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      free.push(await phase(`round ${round} of ${rounds}: free`));
      const lock = await holdLock(stage, heldId);
      locked.push(await phase(`round ${round} of ${rounds}: held`));
      const early = locked.at(-1)!.onHeld.filter((answer) => !answer.isBusy).length;
      if (early > 0) violations.push(`${early} joins of the held event were answered other than BUSY`);
      await lock.release();
    }
    await stage.stopProcesses();

    const answersOf = (phases: Phase[], which: keyof Phase) => phases.flatMap((each) => each[which]);
    const times = (answers: Timed[]) => answers.map(({ milliseconds }) => milliseconds);
    const busy = times(answersOf(locked, 'onHeld'));
    const [freeP99, heldP99] = [free, locked].map((phases) => percentile(times(answersOf(phases, 'onOthers')), 0.99));
    const growth = heldP99! / freeP99! - 1;
    const slowest = Math.max(...busy);
    const disturbed = [...free, ...locked].flatMap(({ onOthers }) => onOthers).filter((answer) => answer.isBusy).length;
    if (disturbed > 0) violations.push(`${disturbed} joins of other events were told BUSY`);
    if (busy.length === 0) violations.push('nobody tried to join the held event');
    violations.push(...client.faults.map((message) => `answered with a fault: ${message}`));
    if (client.counts.lost > 0) violations.push(`${client.counts.lost} answers lost`);
    if (judgesTimes && slowest > busyWithinMs) violations.push(`BUSY came after ${slowest.toFixed(0)} ms`);
    if (judgesTimes && growth >= growthAtMost) violations.push(`the others' p99 grew by ${percent(growth)}`);
    violations.push(...(await findViolations(stage.pool, accounts)));
    return {
      figures: {
        rounds,
        'seconds held': rounds * holdSeconds,
        'told BUSY': busy.length,
        'slowest BUSY': `${slowest.toFixed(0)} ms`,
        'joins of others': answersOf(locked, 'onOthers').length,
        "others' p99 free": `${freeP99!.toFixed(1)} ms`,
        "others' p99 held": `${heldP99!.toFixed(1)} ms`,
        growth: percent(growth),
      },
      violations,
    };
  });
}

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;

async function holdLock({ pool }: Stage, eventId: string): Promise<{ release(): Promise<void> }> {
  const holder = await pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM event_capacity WHERE event_id = $1 FOR UPDATE', [eventId]);
  return {
    release: async () => {
      await holder.query('ROLLBACK');
      holder.release();
    },
  };
}

interface Phase {
  onHeld: Timed[];
  onOthers: Timed[];
}

interface Target {
  client: SeatClient;
  accounts: Accounts;
  heldId: string;
  otherIds: string[];
  seed: number;
}

/** New people join at fixed times, and the answers to all of them are waited for. */
async function sendFor(ms: number, { client, accounts, heldId, otherIds, seed }: Target): Promise<Phase> {
  const phase: Phase = { onHeld: [], onOthers: [] };
  const random = randomNumbers(otherIds.length, seed);
  const join = async (eventId: string, into: Timed[], dueAt: number) => {
    const operation: Operation = { kind: 'join', eventId, userId: randomUUIDv7() };
    const answer = await client.ask(operation);
    into.push({ milliseconds: performance.now() - dueAt, isBusy: isBusy(answer) });
    if (!isUnanswered(answer)) accounts.add(operation, answer);
  };
  const stream = async (everyMs: number, into: Timed[], nextEvent: () => string) => {
    const startedAt = performance.now();
    const answers: Promise<void>[] = [];
    for (let dueAt = startedAt; dueAt < startedAt + ms; dueAt += everyMs) {
      await pause(Math.max(0, dueAt - performance.now()));
      answers.push(join(nextEvent(), into, dueAt));
    }
    await Promise.all(answers);
  };
  await Promise.all([
    stream(othersEveryMs, phase.onOthers, () => otherIds[random()]!),
    stream(heldEveryMs, phase.onHeld, () => heldId),
  ]);
  return phase;
}
