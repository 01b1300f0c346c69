import type { Scenario } from '../scenario.ts';
import { frozenProcess } from './frozen-process.ts';
import { heldLock } from './held-lock.ts';
import { killMidRun } from './kill-mid-run.ts';
import { lostCommitAnswer } from './lost-commit-answer.ts';
import { mixedLoad } from './mixed-load.ts';
import { oneSeat } from './one-seat.ts';

/** The long forms; the short ones are in the tests beside the scenarios, and that of the first in e2e/system. */
export const joins: Scenario[] = [
  {
    number: 1,
    fault: '1,000 people want one seat at once, through the gateway',
    holds: '1 confirmed, 999 in line in the order of the sequence, no errors, one e-mail each',
    run: async ({ startSystem, onProgress }) => oneSeat({ users: 1_000, environment: await startSystem(), onProgress }),
  },
  {
    number: 2,
    fault: '10,000 random operations on 20 events, processes killed in the midst of them',
    holds: 'tables, facts and answers say the same; nothing overbooked, nobody beside a free seat',
    run: ({ seed, onProgress }) => killMidRun({ operations: 10_000, kills: 8, seed, onProgress }),
  },
  {
    number: 3,
    fault: '10 minutes of everything at once, on two processes',
    holds: 'no deadlock',
    run: ({ seed, onProgress }) => mixedLoad({ seconds: 600, seed, onProgress }),
  },
  {
    number: 4,
    fault: "one event's lock is held for 10 s, six times",
    holds: "its joins are told BUSY within 2.5 s; the others' p99 grows by under 20 %",
    run: ({ seed, onProgress }) => heldLock({ rounds: 6, holdSeconds: 10, judgesTimes: true, seed, onProgress }),
  },
  {
    number: 5,
    fault: 'the process stands still in the midst of transactions',
    holds: 'no connection stays idle in transaction, none is given on with its transaction open',
    run: ({ seed, onProgress }) => frozenProcess({ freezeSeconds: [3, 6, 12, 3, 6, 12], seed, onProgress }),
  },
  {
    number: 6,
    fault: 'the connection breaks between a COMMIT and its answer, 200 times',
    holds: 'asked again, it has been done once: one row, one message',
    run: ({ seed, onProgress }) => lostCommitAnswer({ cuts: 200, seed, onProgress }),
  },
];
