import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectBroker } from '@cityevents/messaging/broker-connection';
import { startConsumer } from '@cityevents/messaging/consume';
import { enqueueTx } from '@cityevents/messaging/outbox';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { createLogger } from '@cityevents/service/logger';
import { asChild } from '../run-child.ts';

// Commits a fact now and then, and notes when a consumer in this process has it. The relay is its own process, as in a system.

export interface CommitsLoad {
  /** What the relay's process needs. */
  environment: Record<string, string>;
  count: number;
  apartMs: { least: number; most: number };
}

export interface CommitsFigures {
  /** From the commit's answer to the consumer's handler, in the order committed. */
  milliseconds: number[];
}

const relayEntry = fileURLToPath(import.meta.resolve('@cityevents/outbox-relay/main'));

await asChild(async ({ environment, count, apartMs }: CommitsLoad): Promise<CommitsFigures> => {
  const logger = createLogger('commits', 'warn');
  const relay = spawn(process.execPath, [relayEntry], {
    env: { ...process.env, ...environment, OUTBOX_RELAY_PORT: '0', LOG_LEVEL: 'warn' },
    stdio: 'inherit',
  });
  const database = createJoinsDatabase(environment.JOINS_DATABASE_URL!);
  const connection = await connectBroker({ url: environment.RABBITMQ_URL!, name: 'bench-consumer', logger });
  const arrivals = new Map<string, () => void>();
  const consumer = startConsumer({
    connection,
    consumer: 'email',
    logger,
    async handle({ id }) {
      arrivals.get(id)!();
    },
  });

  const commitOne = async (): Promise<number> => {
    const eventId = randomUUID();
    const arrived = Promise.withResolvers<number>();
    await database.$transaction(async (tx) => {
      const data = { eventId, seats: { capacity: 1, taken: 0, waitlisted: 0 } };
      const type = 'join.capacity-changed.v1';
      const fact = { type, owner: 'joins', aggregateId: eventId, sequence: 1, occurredAt: new Date(), data } as const;
      const [id] = await enqueueTx(tx, [fact]);
      arrivals.set(id!, () => arrived.resolve(performance.now()));
    });
    const committedAt = performance.now();
    return Math.max(0, (await arrived.promise) - committedAt);
  };

  // The first finds everything being started.
  await commitOne();
  const milliseconds: number[] = [];
  for (let i = 0; i < count; i++) {
    await pause(apartMs.least + Math.random() * (apartMs.most - apartMs.least));
    milliseconds.push(await commitOne());
  }
  const ended = once(relay, 'exit');
  relay.kill('SIGTERM');
  await ended;
  await consumer.stop();
  await connection.close();
  await database.$disconnect();
  return { milliseconds };
});
