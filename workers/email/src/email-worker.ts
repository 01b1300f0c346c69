import type { BrokerConnection } from '@cityevents/messaging/broker-connection';
import { startConsumer } from '@cityevents/messaging/consume';
import { sweepDaily } from '@cityevents/messaging/daily-sweep';
import { sweepInboxDaily } from '@cityevents/messaging/inbox-sweep';
import type { NotificationsDatabase } from '@cityevents/prisma/notifications';
import type { Logger } from '@cityevents/service/logger';
import { forgetOldMails } from './forget-old-mails.ts';
import { recordMessagesTx } from './record-messages.ts';
import { startReminders } from './reminders.ts';
import { startSender } from './sender.ts';
import { createSmtpTransport } from './smtp.ts';

export interface EmailWorkerOptions {
  database: NotificationsDatabase;
  connection: BrokerConnection;
  logger: Logger;
  /** smtp://user:password@host:port */
  smtpUrl: string;
  mailFrom: string;
  /** Where links in mails lead. */
  publicUrl: string;
  /** How many mails are handed over at the same time, each over its own connection. */
  parallel?: number;
}

/** The parts of the worker: two write down who is to be told what, by the facts and by the clock; one sends it. */
export function startEmailWorker(options: EmailWorkerOptions): { stop(): Promise<void> } {
  const { database, connection, logger, smtpUrl, mailFrom, publicUrl, parallel = 5 } = options;
  const transport = createSmtpTransport(smtpUrl, parallel);
  const sender = startSender({ database, transport, logger, mailFrom, publicUrl, parallel });
  const consumer = startConsumer({
    connection,
    consumer: 'email',
    logger,
    prefetch: 500,
    batchSize: 250,
    async handleBatch(messages) {
      await database.$transaction((tx) => recordMessagesTx(tx, messages));
      sender.wake();
    },
  });
  const reminders = startReminders({ database, logger, due: sender.wake });
  const sweepers = [
    sweepInboxDaily({ database, logger }),
    sweepDaily({ what: 'old mails', sweep: (signal) => forgetOldMails(database, signal), logger }),
  ];
  return {
    async stop() {
      await Promise.all([consumer, reminders, sender, ...sweepers].map((part) => part.stop()));
      transport.close();
    },
  };
}
