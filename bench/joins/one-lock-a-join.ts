import { join } from 'node:path';
import type { Run } from '@cityevents/infra/local/start-system';
import type { Pgbench } from '../yardstick/find-pgbench.ts';
import { runPgbench } from '../yardstick/run-pgbench.ts';
import { checkJoinsDatabase, checkpoint, type JoinsDatabases, makeEvents } from './joins-database.ts';
import { sizes } from './sizes.ts';

export interface YardstickFigures {
  joinsASecond: number;
  /** With which number of clients that was. */
  clients: number;
}

/** The yardstick: a lock and a transaction a join, by as many clients as get the most out of it. */
export class OneLockAJoin {
  readonly #run: Run;
  readonly #databases: JoinsDatabases;
  readonly #pgbench: Pgbench;

  constructor(run: Run, databases: JoinsDatabases, pgbench: Pgbench) {
    this.#run = run;
    this.#databases = databases;
    this.#pgbench = pgbench;
  }

  /** Everybody joins one of so many events. */
  async over(events: number): Promise<YardstickFigures> {
    const { clients: numbers, seconds } = sizes.pgbench;
    const results: YardstickFigures[] = [];
    for (const clients of numbers) {
      const database = await this.#databases.create();
      await makeEvents(database.url, { first: 1, last: events, capacity: 1_000_000 });
      await checkpoint(database.url);
      const { transactionsASecond } = await runPgbench(this.#run, this.#pgbench, {
        databaseUrl: database.url,
        script: join(import.meta.dirname, 'one-lock-a-join.sql'),
        clients,
        seconds,
        variables: { first: 1, last: events },
      });
      await checkJoinsDatabase(database.url);
      await database.drop();
      results.push({ joinsASecond: transactionsASecond, clients });
    }
    return results.reduce((best, each) => (each.joinsASecond > best.joinsASecond ? each : best));
  }
}
