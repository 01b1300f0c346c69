import { setTimeout as pause } from 'node:timers/promises';
import { queueOf } from '@cityevents/messaging/topology';
import pg from 'pg';
import type { Report } from '../report.ts';
import { onStage, type Stage } from './stage.ts';

export interface OldTransaction {
  /** How long it is held. */
  seconds: number;
  /** For how long throughput is measured at its end, here and there in turn. */
  measureSeconds: number;
  onProgress?: (text: string) => void;
}

const rowsAtATime = 5_000;
const turns = 5;

/**
 * Somebody holds a transaction open in join_db that has written and looked at everything, so that no row deleted since can
 * be removed, while a relay publishes all the time. In its last minute it is compared, turn by turn, with a relay of
 * another database in which nobody does that.
 */
export function oldTransaction({ seconds, measureSeconds, onProgress }: OldTransaction): Promise<Report> {
  return onStage((free) =>
    onStage(async (held) => {
      const [without, beside] = await Promise.all([startLoad(free), startLoad(held)]);
      const holder = new pg.Client(held.databaseUrl);
      await holder.connect();
      try {
        await without.publishFor(5);
        await holder.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        await holder.query('CREATE TABLE written_by_the_old_one ()');
        await holder.query('SELECT count(*) FROM outbox');
        onProgress?.(`holding the transaction for ${seconds} s`);
        await beside.publishFor(seconds - 2 * measureSeconds);
        let [rateWithout, rateBeside] = [0, 0];
        for (let turn = 1; turn <= turns; turn++) {
          onProgress?.(`measuring, turn ${turn} of ${turns}`);
          rateWithout += (await without.publishFor(measureSeconds / turns)) / turns;
          rateBeside += (await beside.publishFor(measureSeconds / turns)) / turns;
        }
        const { rows } = await holder.query<{ dead: number }>(
          `SELECT n_dead_tup::int AS dead FROM pg_stat_user_tables WHERE relname = 'outbox'`,
        );
        await holder.query('ROLLBACK');
        const violations = [...(await without.finish()), ...(await beside.finish())];
        const share = rateBeside / rateWithout;
        if (share < 0.8) violations.push(`the relay kept ${(share * 100).toFixed(0)} % of its throughput`);
        return {
          figures: {
            'a second without it': Math.round(rateWithout),
            [`a second after ${seconds} s of it`]: Math.round(rateBeside),
            'dead rows then': rows[0]!.dead,
          },
          violations,
        };
      } finally {
        await holder.end();
        await Promise.all([without.close(), beside.close()]);
      }
    }),
  );
}

interface Load {
  /** Keeps the outbox from running empty for so long, until it has, and says how many messages a second arrived. */
  publishFor(seconds: number): Promise<number>;
  /** Waits for what is left, and says what is missing or too much. */
  finish(): Promise<string[]>;
  close(): Promise<void>;
}

async function startLoad(stage: Stage): Promise<Load> {
  stage.startRelay();
  const channel = await stage.connection.createChannel();
  const client = new pg.Client(stage.databaseUrl);
  await client.connect();
  let written = 0;
  let taken = 0;

  const takeAll = async () => {
    taken += (await channel.purgeQueue(queueOf('email'))).messageCount;
    await channel.purgeQueue(queueOf('feed'));
  };
  const write = async () => {
    await client.query(
      `INSERT INTO outbox (aggregate_id, sequence, id, routing_key, payload, occurred_at)
       SELECT event.id, 1, gen_random_uuid(), 'join.capacity-changed.v1',
         jsonb_build_object('eventId', event.id, 'seats', jsonb_build_object('capacity', 9, 'taken', 0, 'waitlisted', 0)),
         now()
       FROM generate_series(1, $1::int) AS number, LATERAL (SELECT gen_random_uuid() AS id WHERE number > 0) AS event`,
      [rowsAtATime],
    );
    written += rowsAtATime;
  };
  const drain = async () => {
    while (taken < written) {
      await takeAll();
      await pause(20);
    }
  };

  return {
    async publishFor(seconds) {
      const started = performance.now();
      const takenBefore = taken;
      while (performance.now() - started < seconds * 1000) {
        // Counting rows would go through all that were ever deleted, and take from the relay what is measured.
        if (written - taken < 2 * rowsAtATime) await write();
        await takeAll();
        await pause(100);
      }
      await drain();
      return (taken - takenBefore) / ((performance.now() - started) / 1000);
    },
    async finish() {
      await stage.published();
      await takeAll();
      return taken === written ? [] : [`${taken} messages arrived of ${written}`];
    },
    async close() {
      await client.end();
    },
  };
}
