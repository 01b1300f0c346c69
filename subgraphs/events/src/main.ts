import { connectBroker } from '@cityevents/messaging/broker-connection';
import { createEventsDatabase } from '@cityevents/prisma/events';
import { runProcess } from '@cityevents/service/run-process';
import { createTokenVerifier } from '@cityevents/viewer';
import { eventsConfig } from './config.ts';
import { startEventsServer } from './server.ts';

await runProcess('events', eventsConfig, async (config, logger) =>
  startEventsServer({
    host: config.HOST,
    port: config.EVENTS_PORT,
    gatewaySecret: config.GATEWAY_SECRET,
    database: createEventsDatabase(config.EVENTS_DATABASE_URL, {
      applicationName: 'events',
      onConnectionLost: (error) => logger.warn({ err: error }, 'lost a database connection'),
    }),
    broker: await connectBroker({ url: config.RABBITMQ_URL, name: 'events', logger }),
    verifyToken: createTokenVerifier({ jwksUrl: `${config.AUTH_URL}/.well-known/jwks.json` }),
    logger,
  }),
);
