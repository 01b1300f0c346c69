import type { Message } from '@cityevents/messages/message';
import type { BrokerConnection } from '@cityevents/messaging/broker-connection';
import { type RunningConsumer, startConsumer } from '@cityevents/messaging/consume';
import { claimAllTx } from '@cityevents/messaging/inbox';
import { declareTopology, EXCHANGE, queueOf } from '@cityevents/messaging/topology';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { untilCount } from '@cityevents/testing/wait';
import type { Logger } from 'pino';
import type { Effect } from './told.ts';

/** A table that has a row for each effect, in the order they are made. */
export async function createEffects(database: JoinsDatabase): Promise<void> {
  await database.$executeRaw`
    CREATE TABLE effects (number bigserial PRIMARY KEY, aggregate_id uuid NOT NULL, sequence int NOT NULL)`;
}

/** Has the queue that effects are made of sent all there is; email's own leaves out what organizers did. */
export async function sendEverything(connection: BrokerConnection): Promise<void> {
  const channel = await connection.createChannel();
  await declareTopology(channel);
  await channel.bindQueue(queueOf('email'), EXCHANGE, '#');
  await channel.close();
}

/**
 * A consumer as the system's are: inbox and effect are one transaction. It reads email's queue; what joins tells has an
 * effect.
 *
 * @param beforeEffect may throw, or worse.
 */
export function startEffects(options: {
  database: JoinsDatabase;
  connection: BrokerConnection;
  logger: Logger;
  beforeEffect?: (message: Message) => void;
}): RunningConsumer {
  const { database, connection, logger, beforeEffect } = options;
  return startConsumer({
    connection,
    consumer: 'email',
    logger,
    async handleBatch(messages) {
      for (const message of messages) beforeEffect?.(message);
      await database.$transaction(async (tx) => {
        const claimed = await claimAllTx(tx, 'email', messages);
        const fresh = claimed.filter(({ owner }) => owner === 'joins');
        if (fresh.length === 0) return;
        await tx.$executeRaw`
          INSERT INTO effects (aggregate_id, sequence)
          SELECT aggregate_id, sequence
          FROM unnest(${fresh.map((m) => m.aggregateId)}::uuid[], ${fresh.map((m) => m.sequence)}::int[])
            WITH ORDINALITY AS m (aggregate_id, sequence, number)
          ORDER BY number`;
      });
    },
  });
}

export async function readEffects(database: JoinsDatabase): Promise<Effect[]> {
  return database.$queryRaw<Effect[]>`
    SELECT aggregate_id AS "aggregateId", sequence FROM effects ORDER BY number`;
}

/** Waits until so many effects have been made. */
export function untilEffects(database: JoinsDatabase, expected: number): Promise<void> {
  return untilCount('effects', expected, async () => {
    const [row] = await database.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM effects`;
    return row!.count;
  });
}
