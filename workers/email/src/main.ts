import { connectBroker } from '@cityevents/messaging/broker-connection';
import { createNotificationsDatabase } from '@cityevents/prisma/notifications';
import { readConfig } from '@cityevents/service/config';
import { startHttpHost, stopOnSignal } from '@cityevents/service/http-host';
import { createLogger } from '@cityevents/service/logger';
import { config } from './config.ts';
import { startEmailWorker } from './email-worker.ts';
import { measureDeliveries } from './measure-deliveries.ts';

const env = readConfig(config);
const logger = createLogger('email', env.LOG_LEVEL);
const database = createNotificationsDatabase(env.NOTIFICATIONS_DATABASE_URL, { applicationName: 'email' });
const connection = await connectBroker({ url: env.RABBITMQ_URL, name: 'email', logger });
const worker = startEmailWorker({
  database,
  connection,
  logger,
  smtpUrl: env.SMTP_URL,
  mailFrom: env.MAIL_FROM,
  publicUrl: env.PUBLIC_URL,
});
measureDeliveries(database, logger);

const host = await startHttpHost({
  host: env.HOST,
  port: env.EMAIL_PORT,
  logger,
  checks: { broker: connection.check, database: () => database.$queryRaw`SELECT 1` },
  onStop: [worker.stop, connection.close, () => database.$disconnect()],
});
stopOnSignal(host, logger);
