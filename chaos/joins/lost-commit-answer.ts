import { randomUUIDv7 } from 'node:crypto';
import type pg from 'pg';
import type { Report, Run } from '../report.ts';
import { Accounts } from './accounts.ts';
import { startCommitCutter } from './commit-cutter.ts';
import { findViolations } from './find-violations.ts';
import { randomNumbers, randomOperations } from './operations.ts';
import { isUnanswered, type Operation } from './seat-client.ts';
import { type OpenEvent, onStage } from './stage.ts';

export interface LostCommitAnswer extends Run {
  /** How many COMMITs lose their answer. */
  cuts: number;
}

const peopleCount = 20;
/** Every so many cuts, so many people who have never joined lose the answer to the COMMIT that they share. */
const batchEvery = 4;
const batchSize = 10;

/**
 * The connection to PostgreSQL breaks after a COMMIT was done and before its answer: the process can't know whether it
 * was. It says so, the person asks again, and what they asked for has been done once.
 */
export function lostCommitAnswer({ cuts, seed, onProgress }: LostCommitAnswer): Promise<Report> {
  return onStage(async (stage) => {
    const cutter = await startCommitCutter(stage.databaseUrl);
    try {
      const process = await stage.startProcess('joins', cutter.url);
      const random = randomNumbers(peopleCount, seed);
      const events = await stage.openEvents(Array.from({ length: 4 }, () => random() + 1));
      const cast = { events, userIds: Array.from({ length: peopleCount }, () => randomUUIDv7()) };
      const client = stage.clientOf([process]);
      const accounts = new Accounts();
      const operations = randomOperations(cast, seed);
      const next = (): Operation => operations.next().value;
      const violations: string[] = [];
      const firstAnswers = new Map<string, number>();

      let made = 0;
      let thatHadWritten = 0;
      let isCut = true;
      while (made < cuts) {
        onProgress?.(`${made} of ${cuts} cuts`);
        // What needs no transaction leaves the next cut to the next request.
        if (isCut) {
          isCut = false;
          void cutter.cutNext().then(() => {
            isCut = true;
          });
        }
        const asked = made % batchEvery === batchEvery - 1 ? newcomers(events[random() % events.length]!) : [next()];
        const factsBefore = await countFacts(stage.pool);
        const answers = await Promise.all(asked.map((operation) => client.ask(operation)));
        if (isCut) {
          made += 1;
          if ((await countFacts(stage.pool)) > factsBefore) thatHadWritten += 1;
          if (!answers.some(isUnanswered)) violations.push(`cut ${made}: nobody was told that anything was wrong`);
          for (const answer of answers) count(firstAnswers, answer.kind === 'refused' ? answer.code : answer.kind);
        }
        for (const [i, operation] of asked.entries()) {
          const answer = answers[i]!;
          accounts.add(operation, isUnanswered(answer) ? await client.askUntilAnswered(operation) : answer);
        }
      }
      await stage.stopProcesses();
      if (thatHadWritten === 0) violations.push('no COMMIT that was cut had written anything');
      if (client.counts.lost > 0) violations.push(`${client.counts.lost} answers of the process were lost`);
      violations.push(...client.faults.map((message) => `answered with a fault: ${message}`));
      violations.push(...(await findViolations(stage.pool, accounts)));
      return {
        figures: {
          cuts: made,
          'that had written': thatHadWritten,
          'first answers': [...firstAnswers].map(([name, count]) => `${count} × ${name}`).join(', '),
        },
        violations,
      };
    } finally {
      await cutter.goDown();
    }
  });
}

function newcomers({ eventId }: OpenEvent): Operation[] {
  return Array.from({ length: batchSize }, () => ({ kind: 'join', eventId, userId: randomUUIDv7() }));
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

async function countFacts(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM outbox');
  return rows[0]!.count;
}
