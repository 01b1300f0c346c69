import type { Owner } from '@cityevents/messages/envelope';
import type { Logger } from '@cityevents/service/logger';
import { declareGauges } from '@cityevents/telemetry/measured-gauges';
import type { createDatabaseCheck } from './database-check.ts';

/** One owner's outbox, and how it is asked. */
type MeasuredOutbox = { owner: Owner } & Pick<ReturnType<typeof createDatabaseCheck>, 'query'>;

type Standing = { waiting: number; parked: number; oldestSeconds: number };

/** What is told later on purpose waits for its time, and is late only from then on. */
const STANDING = `
  SELECT (count(*) FILTER (WHERE parked_at IS NULL))::float8 AS waiting,
         (count(*) FILTER (WHERE parked_at IS NOT NULL))::float8 AS parked,
         coalesce(extract(epoch FROM now() - min(
           CASE WHEN last_error IS NULL THEN greatest(occurred_at, available_at) ELSE occurred_at END
         ) FILTER (WHERE parked_at IS NULL AND (last_error IS NOT NULL OR available_at <= now()))), 0)::float8
           AS "oldestSeconds"
  FROM outbox`;

/** Adds to the process's metrics how outboxes stand. */
export function measureOutboxes(outboxes: MeasuredOutbox[], logger: Logger): void {
  async function measure({ owner, query }: MeasuredOutbox) {
    try {
      const [figures] = (await query<Standing>(STANDING)).rows;
      return figures ? [{ labels: { outbox: owner }, figures }] : [];
    } catch (error) {
      logger.warn({ err: error, outbox: owner }, 'an outbox could not be measured');
      return [];
    }
  }
  declareGauges({
    gauges: {
      waiting: { name: 'cityevents_outbox_waiting', help: 'Messages that are to be published.' },
      parked: { name: 'cityevents_outbox_parked', help: 'Messages that nobody tries to publish any more.' },
      oldestSeconds: {
        name: 'cityevents_outbox_oldest_seconds',
        help: 'Since when the oldest message waits that should be out by now.',
      },
    },
    labelNames: ['outbox'],
    measure: async () => (await Promise.all(outboxes.map(measure))).flat(),
    onFailure: (error) => logger.warn({ err: error }, 'the outboxes could not be measured'),
  });
}
