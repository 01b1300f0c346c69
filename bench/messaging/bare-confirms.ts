import { randomUUID } from 'node:crypto';
import { EXCHANGE } from '@cityevents/messaging/topology';
import { connect } from 'amqplib';
import { asChild } from '../run-child.ts';

// Nothing but the library: the same messages made in memory, published to the same exchange with confirms.

export interface BareLoad {
  rabbitmqUrl: string;
  messages: number;
  /** How many may be unconfirmed at once. */
  unconfirmed: number;
}

export interface BareFigures {
  seconds: number;
}

await asChild(async ({ rabbitmqUrl, messages, unconfirmed }: BareLoad): Promise<BareFigures> => {
  const connection = await connect(rabbitmqUrl, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  const started = performance.now();
  const everything = Promise.withResolvers<void>();
  let published = 0;
  let confirmed = 0;

  const publishNext = () => {
    const id = randomUUID();
    published++;
    const eventId = id;
    const seats = { capacity: 1000, taken: published % 1000, waitlisted: 0 };
    const data = { joinId: id, eventId, userId: id, joinedAt: '2026-11-21T10:00:00.123Z', seats };
    const type = 'join.confirmed.v1';
    const message = { id, type, owner: 'joins', aggregateId: id, sequence: published, occurredAt: data.joinedAt, data };
    const options = { messageId: id, type, persistent: true, mandatory: true, contentType: 'application/json' };
    channel.publish(EXCHANGE, type, Buffer.from(JSON.stringify(message)), options, (error) => {
      if (error) return everything.reject(error);
      confirmed++;
      if (confirmed === messages) everything.resolve();
      else if (published < messages) publishNext();
    });
  };
  for (let i = 0; i < unconfirmed; i++) publishNext();
  await everything.promise;
  const seconds = (performance.now() - started) / 1000;
  await connection.close();
  return { seconds };
});
