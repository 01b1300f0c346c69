import { randomUUIDv7 } from 'node:crypto';
import type { Message } from '@cityevents/messages/message';
import type { BrokerConnection } from '@cityevents/messaging/broker-connection';
import { EXCHANGE } from '@cityevents/messaging/topology';
import { eventually } from '@cityevents/testing/wait';
import { randomNumbers } from '../joins/operations.ts';
import type { Report, Run } from '../report.ts';
import { onStage } from './stage.ts';

export interface RepeatedDeliveries extends Run {
  messages: number;
  /** How often all connections break meanwhile, so that the broker delivers again what wasn't answered. */
  cuts: number;
}

/** Every message comes one to five times, in any order, to two consumers whose connections break. */
export function repeatedDeliveries({ messages, cuts, seed, onProgress }: RepeatedDeliveries): Promise<Report> {
  return onStage(async (stage) => {
    const times = randomNumbers(5, seed);
    const ranks = randomNumbers(1_000_000, seed);
    const aggregates = Array.from({ length: 50 }, () => randomUUIDv7());
    const made = Array.from({ length: messages }, (_, i): Message => {
      const eventId = aggregates[i % aggregates.length]!;
      const sequence = (stage.told.get(eventId) ?? 0) + 1;
      stage.told.set(eventId, sequence);
      const carried = { owner: 'joins', aggregateId: eventId, sequence, occurredAt: new Date().toISOString() } as const;
      const data = { eventId, seats: { capacity: 100, taken: 1, waitlisted: 0 } };
      return { id: randomUUIDv7(), type: 'join.capacity-changed.v1', ...carried, data };
    });
    const copies = made
      .flatMap((message) => Array.from({ length: times() + 1 }, () => ({ message, rank: ranks() })))
      .sort((a, b) => a.rank - b.rank);

    let deliveries = 0;
    for (let i = 0; i < 2; i++) stage.startConsumer({ beforeEffect: () => deliveries++ });
    const everyCut = Math.ceil(copies.length / (cuts + 1));
    for (let sent = 0; sent < copies.length; sent += everyCut) {
      if (sent > 0) await stage.vhost.cutConnections();
      // Its own connection is cut as well, perhaps only now; what is sent twice then is one copy more.
      await eventually(() => publishAll(stage.connection, copies.slice(sent, sent + everyCut)));
      onProgress?.(`${Math.min(copies.length, sent + everyCut)} of ${copies.length} sent`);
    }
    await stage.arrived();
    await eventually(
      () => {
        if (deliveries < copies.length) throw new Error(`${deliveries} of ${copies.length} copies were delivered`);
      },
      { timeoutMs: 120_000 },
    );
    await stage.consumed();
    const violations = await stage.findViolations({ isOrdered: false });
    return { figures: { messages, copies: copies.length, deliveries, cuts }, violations };
  });
}

async function publishAll(connection: BrokerConnection, copies: { message: Message }[]): Promise<void> {
  const channel = await connection.createConfirmChannel();
  for (const { message } of copies) {
    channel.publish(EXCHANGE, message.type, Buffer.from(JSON.stringify(message)), { persistent: true });
  }
  await channel.waitForConfirms();
  await channel.close();
}
