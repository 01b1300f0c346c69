import type { Channel } from 'amqplib';

/** The one topic exchange; the routing key is the message's type, version included (`join.confirmed.v1`). */
export const EXCHANGE = 'cityevents';

/** Who consumes, and which messages each is sent. Adding a consumer or a binding happens here and nowhere else. */
const bindings = {
  events: ['person.#', 'organizer.#'],
  joins: ['event.#', 'person.#'],
  feed: ['event.#', 'join.#', 'person.#'],
  email: ['event.#', 'join.#', 'attendees.#', 'person.#', 'account.#', 'staff.#'],
} as const;

/** A part of the system that has a queue and an inbox. */
export type Consumer = keyof typeof bindings;
export const consumers = Object.keys(bindings) as Consumer[];

/**
 * How often a message may come back before it is dead-lettered. Stated because brokers before 4.0 have no default; this
 * is theirs since. A consumer that dies gives back all it held, so a low limit would dead-letter good messages.
 */
export const DELIVERY_LIMIT = 20;

/** The queue a consumer reads. */
export const queueOf = (consumer: Consumer) => `${EXCHANGE}.${consumer}`;
/** Where what a consumer can't use is kept until somebody looks at it. */
export const deadLetterQueueOf = (consumer: Consumer) => `${queueOf(consumer)}.dead`;

/**
 * Makes the exchange, every consumer's queue and their bindings, where they don't exist yet. Publisher and consumers
 * all call it, so that what is published before a consumer's first start waits for it.
 */
export async function declareTopology(channel: Channel): Promise<void> {
  await channel.assertExchange(EXCHANGE, 'topic', { durable: true });
  for (const consumer of consumers) {
    await channel.assertQueue(deadLetterQueueOf(consumer), {
      durable: true,
      arguments: { 'x-queue-type': 'quorum' },
    });
    await channel.assertQueue(queueOf(consumer), {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-delivery-limit': DELIVERY_LIMIT,
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': deadLetterQueueOf(consumer),
        // The default strategy may lose a message on its way to the dead-letter queue; this one needs the overflow
        // behaviour beside it.
        'x-dead-letter-strategy': 'at-least-once',
        'x-overflow': 'reject-publish',
      },
    });
    for (const pattern of bindings[consumer]) await channel.bindQueue(queueOf(consumer), EXCHANGE, pattern);
  }
}
