import type { Message } from '@cityevents/messages/message';
import { connect } from 'amqplib';
import { declareTopology, EXCHANGE } from '../src/topology.ts';

/** Publishes to the exchange as the relay does, in the order given, and waits for the confirms. */
export async function publish(url: string, messages: (Message | { type: string; body: string })[]): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  await declareTopology(channel);
  for (const message of messages) {
    const body = 'body' in message ? message.body : JSON.stringify(message);
    channel.publish(EXCHANGE, message.type, Buffer.from(body), { persistent: true });
  }
  await channel.waitForConfirms();
  await connection.close();
}
