import { setTimeout as pause } from 'node:timers/promises';
import { queueOf } from '@cityevents/messaging/topology';
import pg from 'pg';
import type { Report } from '../report.ts';
import { onStage } from './stage.ts';

export interface OldTransaction {
  /** How long it is held. */
  seconds: number;
  /** For how long throughput is measured, before it and at its end. */
  measureSeconds: number;
  onProgress?: (text: string) => void;
}

const rowsAtATime = 5_000;

/**
 * Somebody holds a transaction open in join_db that has written and looked at everything, so that no row deleted since can
 * be removed, while the relay publishes all the time.
 */
export function oldTransaction({ seconds, measureSeconds, onProgress }: OldTransaction): Promise<Report> {
  return onStage(async (stage) => {
    const channel = await stage.connection.createChannel();
    const client = new pg.Client(stage.databaseUrl);
    const holder = new pg.Client(stage.databaseUrl);
    await Promise.all([client.connect(), holder.connect()]);
    stage.startRelay();
    let written = 0;
    let taken = 0;

    const takeAll = async () => {
      taken += (await channel.purgeQueue(queueOf('email'))).messageCount;
      await channel.purgeQueue(queueOf('feed'));
    };
    /** Keeps the outbox from running empty for so long, and says how many a second were published. */
    const publishFor = async (duration: number): Promise<number> => {
      const started = performance.now();
      const publishedBefore = written - (await stage.countLeft());
      while (performance.now() - started < duration * 1000) {
        if ((await stage.countLeft()) < 2 * rowsAtATime) {
          await client.query(
            `INSERT INTO outbox (aggregate_id, sequence, id, routing_key, payload, occurred_at)
             SELECT event.id, 1, gen_random_uuid(), 'join.capacity-changed.v1',
               jsonb_build_object('eventId', event.id, 'seats', jsonb_build_object('capacity', 9, 'taken', 0, 'waitlisted', 0)),
               now()
             FROM generate_series(1, $1::int) AS number, LATERAL (SELECT gen_random_uuid() AS id WHERE number > 0) AS event`,
            [rowsAtATime],
          );
          written += rowsAtATime;
        }
        await takeAll();
        await pause(100);
      }
      const published = written - (await stage.countLeft()) - publishedBefore;
      return published / ((performance.now() - started) / 1000);
    };

    try {
      onProgress?.('warming up');
      await publishFor(measureSeconds);
      onProgress?.('measuring without the transaction');
      const before = await publishFor(measureSeconds);
      await holder.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await holder.query('CREATE TABLE written_by_the_old_one ()');
      await holder.query('SELECT count(*) FROM outbox');
      onProgress?.(`holding it for ${seconds} s`);
      await publishFor(seconds - measureSeconds);
      const after = await publishFor(measureSeconds);
      const { rows } = await client.query<{ dead: number }>(
        `SELECT n_dead_tup::int AS dead FROM pg_stat_user_tables WHERE relname = 'outbox'`,
      );
      await holder.query('ROLLBACK');
      await stage.published();
      await takeAll();
      const violations: string[] = [];
      const share = after / before;
      if (share < 0.8) violations.push(`the relay kept ${(share * 100).toFixed(0)} % of its throughput`);
      if (taken !== written) violations.push(`${taken} messages arrived of ${written}`);
      return {
        figures: {
          'a second before': Math.round(before),
          [`a second after ${seconds} s`]: Math.round(after),
          'dead rows then': rows[0]!.dead,
          messages: written,
        },
        violations,
      };
    } finally {
      await Promise.all([client.end(), holder.end()]);
    }
  });
}
