import { join } from 'node:path';
import type { Run } from '@cityevents/infra/local/start-system';
import { onServer, type TemporaryDatabase } from '@cityevents/prisma/engine/temporary-database';
import { runChild } from '../../run-child.ts';
import { checkJoinsDatabase, checkpoint, eventIdOf, type JoinsDatabases, makeEvents } from '../joins-database.ts';
import { sizes } from '../sizes.ts';
import type { EngineFigures, EngineLoad } from './engine-load.ts';

const { inFlight, warmUpSeconds, seconds, spreadOver } = sizes.inProcess;
/** More seats than can be taken in these seconds. */
const ample = 1_000_000;
/** Numbers beyond those of any other events. */
const warmUpEvent = 1_000_000;
const measuredEvent = 1_000_001;

/** How full the joins table is before. */
export type FullTable = (typeof sizes.fullTable)[keyof typeof sizes.fullTable];

/** The join engine in a process of its own, each time on a fresh database, which is checked and dropped afterwards. */
export class EngineRounds {
  readonly #run: Run;
  readonly #databases: JoinsDatabases;

  constructor(run: Run, databases: JoinsDatabases) {
    this.#run = run;
    this.#databases = databases;
  }

  /** P2: everybody joins one event. */
  async oneEvent(): Promise<EngineFigures> {
    const database = await this.#databases.create();
    await makeEvents(database.url, { first: measuredEvent, last: measuredEvent, capacity: ample });
    return this.#measure(database, { first: measuredEvent, last: measuredEvent });
  }

  /** P3: everybody joins the next of many events. */
  async manyEvents(): Promise<EngineFigures> {
    const database = await this.#databases.create();
    await makeEvents(database.url, { first: 1, last: spreadOver, capacity: ample });
    return this.#measure(database, { first: 1, last: spreadOver });
  }

  /** P5: nobody gets anything. Undefined while an event's waitlist can't be limited. */
  async soldOut(): Promise<EngineFigures | undefined> {
    const database = await this.#databases.create();
    const hasLimit = await onServer(database.url, (client) =>
      client.query(`SELECT FROM information_schema.columns
                    WHERE table_name = 'event_capacity' AND column_name = 'waitlist_limit'`),
    );
    if (hasLimit.rowCount === 0) {
      await database.drop();
      return undefined;
    }
    const { capacity } = sizes.soldOut;
    await makeEvents(database.url, { first: measuredEvent, last: measuredEvent, capacity, joinsEach: capacity });
    await onServer(database.url, (client) =>
      client.query('UPDATE event_capacity SET waitlist_limit = 0 WHERE event_id = $1', [eventIdOf(measuredEvent)]),
    );
    return this.#measure(database, { first: measuredEvent, last: measuredEvent }, 'WAITLIST_FULL');
  }

  /** P12: like P2, with many joins in the table already; a copy of `filled` is joined. */
  async fullTable(filled: TemporaryDatabase): Promise<EngineFigures> {
    return this.#measure(await this.#databases.create(filled), { first: measuredEvent, last: measuredEvent });
  }

  /** A database with so many joins, of other events and of the one that will be measured, to be copied. */
  async fill({ events, joinsEach, joinsOfMeasured }: FullTable): Promise<TemporaryDatabase> {
    const database = await this.#databases.create();
    await makeEvents(database.url, { first: 1, last: events, capacity: joinsEach, joinsEach });
    const measured = { first: measuredEvent, last: measuredEvent, joinsEach: joinsOfMeasured };
    await makeEvents(database.url, { ...measured, capacity: ample });
    return database;
  }

  async #measure(
    database: TemporaryDatabase,
    events: { first: number; last: number },
    expected = 'CONFIRMED',
  ): Promise<EngineFigures> {
    await makeEvents(database.url, { first: warmUpEvent, last: warmUpEvent, capacity: ample });
    await checkpoint(database.url);
    // Where nobody gets a seat, the same event serves to warm up: so the refusal's own path is warm.
    const warmUp = expected === 'CONFIRMED' ? { first: warmUpEvent, last: warmUpEvent } : events;
    const load: EngineLoad = {
      databaseUrl: database.url,
      inFlight,
      parts: [
        { ...warmUp, seconds: warmUpSeconds },
        { ...events, seconds },
      ],
      expected,
    };
    const script = join(import.meta.dirname, 'engine-load.ts');
    const figures = await runChild<EngineLoad, EngineFigures>(this.#run, script, load);
    await checkJoinsDatabase(database.url);
    await database.drop();
    return figures;
  }
}
