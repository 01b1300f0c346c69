import { randomUUIDv7 } from 'node:crypto';
import { MAX_TRANSACTIONS, SeatEngine } from '@cityevents/joins/seats/seat-engine';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { createLogger } from '@cityevents/service/logger';
import { asChild } from '../../run-child.ts';
import { eventIdOf } from '../joins-database.ts';

// The join engine as the joins subgraph starts it (server.ts there), under load in this process.

export interface EngineLoad {
  databaseUrl: string;
  inFlight: number;
  /** The numbers of the events of each part; the first part is to warm up, the last one counts. */
  parts: { first: number; last: number; seconds: number }[];
  /** What everybody must be told: CONFIRMED, or the code of a refusal. */
  expected: string;
}

export interface EngineFigures {
  answers: number;
  seconds: number;
  /** Processor time of this process. */
  cpuMs: number;
}

await asChild(async ({ databaseUrl, inFlight, parts, expected }: EngineLoad): Promise<EngineFigures> => {
  const database = createJoinsDatabase(databaseUrl, { applicationName: 'joins', maxConnections: MAX_TRANSACTIONS });
  const engine = new SeatEngine(database, createLogger('engine', 'warn'), () => {});

  const join = async (event: number) => {
    const outcome = await engine.submit(eventIdOf(event), { kind: 'join', userId: randomUUIDv7() });
    const told = outcome.kind === 'join' ? outcome.join.status : outcome.kind === 'refused' && outcome.refusal.code;
    if (told !== expected) throw new Error(`Somebody was told ${told} instead of ${expected}`);
  };

  const run = async ({ first, last, seconds }: EngineLoad['parts'][number]): Promise<EngineFigures> => {
    let answers = 0;
    let next = 0;
    const cpu = process.cpuUsage();
    const started = performance.now();
    const person = async () => {
      while (performance.now() - started < seconds * 1000) {
        await join(first + (next++ % (last - first + 1)));
        answers++;
      }
    };
    await Promise.all(Array.from({ length: inFlight }, person));
    const { user, system } = process.cpuUsage(cpu);
    return { answers, seconds: (performance.now() - started) / 1000, cpuMs: (user + system) / 1000 };
  };

  let figures: EngineFigures | undefined;
  for (const part of parts) figures = await run(part);
  await database.$disconnect();
  return figures!;
});
