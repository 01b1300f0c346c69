import type { NotificationsDatabase } from '@cityevents/prisma/notifications';
import type { Logger } from '@cityevents/service/logger';
import { declareGauges } from '@cityevents/telemetry/measured-gauges';

/** Adds to the process's metrics how many mails wait, and since when. */
export function measureDeliveries(database: NotificationsDatabase, logger: Logger): void {
  declareGauges({
    gauges: {
      waiting: { name: 'cityevents_mails_waiting', help: 'Mails that are to be sent.' },
      oldestSeconds: {
        name: 'cityevents_mails_oldest_seconds',
        help: 'Since when the oldest mail waits that is not sent yet.',
      },
    },
    labelNames: [],
    measure: async () => {
      const standing = await database.$queryRaw<{ waiting: number; oldestSeconds: number }[]>`
        SELECT count(*)::int AS waiting,
               coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS "oldestSeconds"
        FROM deliveries WHERE state = 'PENDING'`;
      return standing.map((figures) => ({ labels: {}, figures }));
    },
    onFailure: (error) => logger.warn({ err: error }, 'the deliveries could not be measured'),
  });
}
