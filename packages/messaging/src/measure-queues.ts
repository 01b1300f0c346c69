import { declareGauges } from '@cityevents/telemetry/measured-gauges';
import type { Channel } from 'amqplib';
import type { Logger } from 'pino';
import type { BrokerConnection } from './broker-connection.ts';
import { consumers, deadLetterQueueOf, declareTopology, queueOf } from './topology.ts';

/** The broker has this long to answer; a frozen one must not keep whoever reads the metrics waiting. */
const TIMEOUT_MS = 2_000;

/** Adds to the process's metrics how long every consumer's queue is, and its dead-letter queue. */
export function measureQueues(connection: BrokerConnection, logger: Logger): void {
  let channel: Channel | undefined;

  async function open(signal: AbortSignal): Promise<Channel> {
    if (channel) return channel;
    const opened = await connection.createChannel(signal);
    opened.once('close', () => {
      if (channel === opened) channel = undefined;
    });
    channel = opened;
    await declareTopology(opened);
    return opened;
  }

  async function count(signal: AbortSignal) {
    const asked = await open(signal);
    return Promise.all(
      consumers.map(async (consumer) => ({
        labels: { consumer },
        figures: {
          waiting: (await asked.checkQueue(queueOf(consumer))).messageCount,
          dead: (await asked.checkQueue(deadLetterQueueOf(consumer))).messageCount,
        },
      })),
    );
  }

  declareGauges({
    gauges: {
      waiting: { name: 'cityevents_consumer_waiting', help: 'Messages that wait in the queue of a consumer.' },
      dead: {
        name: 'cityevents_consumer_dead_letters',
        help: 'Messages that were set aside, until somebody looks at them.',
      },
    },
    labelNames: ['consumer'],
    measure: async () => {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const tooLate = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => tooLate.reject(signal.reason), { once: true });
      const counted = count(signal);
      counted.catch(() => {});
      return Promise.race([counted, tooLate.promise]);
    },
    onFailure: (error) => {
      // A channel that is asked in vain would go on waiting, with whatever is asked of it later.
      void channel?.close().catch(() => {});
      channel = undefined;
      logger.warn({ err: error }, 'queues could not be measured');
    },
  });
}
