import { connectBroker } from '@cityevents/messaging/broker-connection';
import { startRelay } from '@cityevents/outbox-relay/relay';
import { createLogger } from '@cityevents/service/logger';
import { eventually } from '@cityevents/testing/wait';
import pg from 'pg';
import { asChild } from '../run-child.ts';

// The relay of one database as its process starts it (main.ts there), alone in this process, until the outbox is empty.

export interface DrainLoad {
  databaseUrl: string;
  rabbitmqUrl: string;
}

export interface DrainFigures {
  seconds: number;
  peakMb: number;
}

await asChild(async ({ databaseUrl, rabbitmqUrl }: DrainLoad): Promise<DrainFigures> => {
  const logger = createLogger('outbox-relay', 'warn');
  const watcher = new pg.Client(databaseUrl);
  await watcher.connect();
  const connection = await connectBroker({ url: rabbitmqUrl, name: 'bench-relay', logger });
  await eventually(() => connection.check());

  const started = performance.now();
  const relay = startRelay({ owner: 'joins', databaseUrl, connection, logger });
  await eventually(
    async () => {
      const { rowCount } = await watcher.query('SELECT FROM outbox LIMIT 1');
      if (rowCount !== 0) throw new Error('The outbox is not empty after ten minutes');
    },
    { everyMs: 50, timeoutMs: 600_000 },
  );
  const seconds = (performance.now() - started) / 1000;
  await relay.stop();
  await connection.close();
  await watcher.end();
  return { seconds, peakMb: process.resourceUsage().maxRSS / 1024 };
});
