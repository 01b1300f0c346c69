import { type Message, message as messageSchema } from '@cityevents/messages/message';
import type { Channel, ConsumeMessage, GetMessage } from 'amqplib';
import type { Logger } from 'pino';
import { createBatchQueue } from './batch-queue.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { countDelivery, observeLag } from './consumer-metrics.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { handleAllInSpans, handleInSpan } from './message-spans.ts';
import { backoff, pause } from './pause.ts';
import { type Consumer, DELIVERY_LIMIT, declareTopology, queueOf } from './topology.ts';
import { isTransientFault } from './transient-fault.ts';

/** How a consumer makes effects. Each call is one transaction: inbox (`claimTx`) and effect together. */
type Handling =
  | {
      /** Called for several messages at once, but for those of one aggregate in their order. */
      handle(message: Message): Promise<unknown>;
      /** How many calls at once; each may hold a database connection. */
      concurrency?: number;
    }
  | {
      /** Called for one batch at a time, all messages in their order. A batch that fails is handled again one by one. */
      handleBatch(messages: Message[]): Promise<unknown>;
      batchSize?: number;
    };

export type ConsumerOptions = {
  connection: BrokerConnection;
  consumer: Consumer;
  logger: Logger;
  /** How many messages the broker hands out before it wants answers. */
  prefetch?: number;
  /** Milliseconds before a message that failed `failures` times is given back to the broker. */
  redeliveryDelay?: (failures: number) => number;
} & Handling;

export interface RunningConsumer {
  /** Takes nothing new, finishes what runs, gives the rest back to the broker. */
  stop(): Promise<void>;
}

/** After so many transient faults a batch is handled one by one. */
const FAULTS_TOGETHER = 3;

type Raw = ConsumeMessage | GetMessage;
type Delivery = { message: Message; redelivered: number; channel: Channel; raw: Raw };

/**
 * Consumes a queue until stopped, through reconnects.
 *
 * - What isn't a known message (malformed, unknown type or version) goes to the dead-letter queue, never away.
 * - While the database is away or busy, the message is tried again here and costs no deliveries.
 * - Any other exception gives the message back; after the delivery limit it goes to the dead-letter queue. Its
 *   neighbours go on meanwhile, so a later message of the same aggregate may take effect before it.
 * - A message that ends the process comes again, after a few neighbours at most, until it is dead-lettered as well.
 */
export function startConsumer(options: ConsumerOptions): RunningConsumer {
  const {
    connection,
    consumer,
    prefetch = 200,
    redeliveryDelay = (failures) => backoff(failures, 50, 1_000),
  } = options;
  const logger = options.logger.child({ consumer });
  const stopping = new AbortController();
  const { signal } = stopping;
  let subscription: { channel: Channel; consumerTag: string } | undefined;

  const handleAll =
    'handleBatch' in options
      ? (messages: Message[]) => handleAllInSpans(consumer, messages, options.handleBatch)
      : ([message]: Message[]) => handleInSpan(consumer, message!, () => options.handle(message!));
  const schedule =
    'handleBatch' in options ? inBatches(options.batchSize ?? 100) : byAggregate(options.concurrency ?? 8);

  function byAggregate(concurrency: number) {
    const queue = createKeyedQueue(concurrency);
    return {
      add: (delivery: Delivery) => queue.add(delivery.message.aggregateId, () => process([delivery])),
      drained: queue.drained,
    };
  }

  function inBatches(size: number) {
    return createBatchQueue<Delivery>(size, async (batch) => {
      // One that came back may be what failed its batch: alone, it can't do so again.
      const firstTime = batch.filter((delivery) => delivery.redelivered === 0);
      if (firstTime.length > 0) await process(firstTime);
      for (const delivery of batch) if (delivery.redelivered > 0) await process([delivery]);
    });
  }

  /** Makes the effect of one delivery, or of several in one go, and answers the broker. */
  async function process(deliveries: Delivery[]): Promise<void> {
    const messages = deliveries.map((delivery) => delivery.message);
    for (let faults = 1; !signal.aborted; faults += 1) {
      try {
        await handleAll(messages);
        for (const { channel, raw } of deliveries) {
          countDelivery(consumer, 'handled');
          observeLag(consumer, raw.properties.headers?.publishedAt);
          answer(() => channel.ack(raw));
        }
        return;
      } catch (error) {
        // A batch may be what makes the database slow: not even an outage keeps it together for long.
        const together = deliveries.length === 1 || faults < FAULTS_TOGETHER;
        if (isTransientFault(error) && together) {
          logger.warn({ err: error, messages: messages.length, faults }, 'the database is away or busy; trying again');
          await pause(backoff(faults, 50, 5_000), signal);
        } else if (deliveries.length > 1) {
          logger.warn({ err: error, messages: messages.length }, 'a batch failed; handling its messages one by one');
          for (const delivery of deliveries) await process([delivery]);
          return;
        } else {
          giveBack(deliveries[0]!, error);
          return;
        }
      }
    }
    // Stopping: unanswered, so the broker delivers it again once the channel is closed.
  }

  function giveBack({ channel, raw, message, redelivered }: Delivery, error: unknown): void {
    const { id: messageId, type } = message;
    if (redelivered >= DELIVERY_LIMIT) {
      logger.error({ err: error, messageId, type }, 'message failed too often and was dead-lettered');
      countDelivery(consumer, 'dead_lettered');
      answer(() => channel.nack(raw, false, false));
      return;
    }
    logger.warn({ err: error, messageId, type, redelivered }, 'message failed and will come again');
    countDelivery(consumer, 'given_back');
    void pause(redeliveryDelay(redelivered + 1), signal).then(() => {
      if (!signal.aborted) answer(() => channel.nack(raw, false, true));
    });
  }

  function onDelivery(channel: Channel, raw: Raw): void {
    if (signal.aborted) return;
    const parsed = parse(raw.content);
    if ('problem' in parsed) {
      const { messageId, type } = raw.properties;
      logger.error({ messageId, type, problem: parsed.problem }, 'not a message we know; dead-lettered');
      countDelivery(consumer, 'unknown');
      answer(() => channel.nack(raw, false, false));
      return;
    }
    schedule.add({ message: parsed.message, redelivered: failuresOf(raw), channel, raw });
  }

  /**
   * Takes messages one after another, as long as they have been delivered before: whichever of them brought a consumer
   * down does so alone then. Those beside it would be counted as failed as often, and dead-lettered with it.
   */
  async function takeRepeated(channel: Channel): Promise<void> {
    while (!signal.aborted) {
      const raw = await channel.get(queueOf(consumer));
      if (!raw) return;
      onDelivery(channel, raw);
      if (failuresOf(raw) === 0) return;
      await schedule.drained();
    }
  }

  async function consumeUntilClosed(): Promise<void> {
    const channel = await connection.createChannel(signal);
    const closed = new Promise<void>((resolve) => channel.once('close', () => resolve()));
    await declareTopology(channel);
    await takeRepeated(channel);
    await channel.prefetch(prefetch);
    const { consumerTag } = await channel.consume(queueOf(consumer), (raw) => {
      if (raw) onDelivery(channel, raw);
      // The queue is gone; a new channel declares it again.
      else void channel.close().catch(() => {});
    });
    subscription = { channel, consumerTag };
    logger.info('consuming');
    if (signal.aborted) await channel.close();
    await closed;
    subscription = undefined;
  }

  const running = (async () => {
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        await consumeUntilClosed();
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        logger.warn({ err: error }, 'consuming failed; trying again');
        await pause(backoff(failures, 100, 5_000), signal);
      }
    }
  })();

  return {
    async stop() {
      const current = subscription;
      stopping.abort();
      // Cancelled first: what is still to come stays with the broker while the work in hand is finished.
      await current?.channel.cancel(current.consumerTag).catch(() => {});
      await schedule.drained();
      await current?.channel.close().catch(() => {});
      await running;
    },
  };
}

/** How often it was delivered and given back, or left unanswered by a consumer that ended. */
function failuresOf(raw: Raw): number {
  return Number(raw.properties.headers?.['x-delivery-count'] ?? 0);
}

/** Answers on a channel that may have closed: then the broker delivers again, and the inbox knows the message. */
function answer(send: () => void): void {
  try {
    send();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'IllegalOperationError') throw error;
  }
}

/** The message in a delivery's bytes, or why there is none, in words that show none of its content. */
function parse(content: Buffer): { message: Message } | { problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(content.toString('utf8'));
  } catch {
    return { problem: 'not JSON' };
  }
  const result = messageSchema.safeParse(json);
  if (result.success) return { message: result.data };
  return { problem: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}
