import { connectBroker } from '@cityevents/messaging/broker-connection';
import { createEventsDatabase } from '@cityevents/prisma/events';
import { readConfig } from '@cityevents/service/config';
import { stopOnSignal } from '@cityevents/service/http-host';
import { createLogger } from '@cityevents/service/logger';
import { createTokenVerifier } from '@cityevents/viewer';
import { eventsConfig } from './config.ts';
import { startEventsServer } from './server.ts';

const config = readConfig(eventsConfig);
const logger = createLogger('events', config.LOG_LEVEL);

const server = await startEventsServer({
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
});
stopOnSignal(server, logger);
