import { connectBroker } from '@cityevents/messaging/broker-connection';
import { createNotificationsDatabase } from '@cityevents/prisma/notifications';
import { startHttpHost } from '@cityevents/service/http-host';
import { runProcess } from '@cityevents/service/run-process';
import { config } from './config.ts';
import { startEmailWorker } from './email-worker.ts';
import { measureDeliveries } from './measure-deliveries.ts';

await runProcess('email', config, async (env, logger) => {
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

  return startHttpHost({
    host: env.HOST,
    port: env.EMAIL_PORT,
    logger,
    checks: { broker: connection.check, database: () => database.$queryRaw`SELECT 1` },
    onStop: [worker.stop, connection.close, () => database.$disconnect()],
  });
});
