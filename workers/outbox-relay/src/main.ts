import { connectBroker } from '@cityevents/messaging/broker-connection';
import { measureQueues } from '@cityevents/messaging/measure-queues';
import { startHttpHost } from '@cityevents/service/http-host';
import { runProcess } from '@cityevents/service/run-process';
import { config } from './config.ts';
import { createDatabaseCheck } from './database-check.ts';
import { measureOutboxes } from './measure-outboxes.ts';
import { startRelay } from './relay.ts';

await runProcess('outbox-relay', config, async (env, logger) => {
  const databases = [
    { owner: 'auth', url: env.AUTH_DATABASE_URL },
    { owner: 'events', url: env.EVENTS_DATABASE_URL },
    { owner: 'joins', url: env.JOINS_DATABASE_URL },
  ] as const;

  const connection = await connectBroker({ url: env.RABBITMQ_URL, name: 'outbox-relay', logger });
  const relays = databases.map(({ owner, url }) => startRelay({ owner, databaseUrl: url, connection, logger }));
  const checks = databases.map(({ owner, url }) => ({ owner, ...createDatabaseCheck(url) }));

  measureOutboxes(checks, logger);
  // Here and not by the consumers, since a queue grows above all while its consumer is gone.
  measureQueues(connection, logger);

  return startHttpHost({
    host: env.HOST,
    port: env.OUTBOX_RELAY_PORT,
    logger,
    checks: {
      broker: connection.check,
      ...Object.fromEntries(checks.map(({ owner, check }) => [`${owner}_db`, check])),
    },
    onStop: [
      () => Promise.all(relays.map((relay) => relay.stop())),
      connection.close,
      () => Promise.all(checks.map(({ close }) => close())),
    ],
  });
});
