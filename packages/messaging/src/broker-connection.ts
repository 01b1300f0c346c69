import { type Channel, type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import type { Logger } from 'pino';
import { EXCHANGE } from './topology.ts';

/** A connection to RabbitMQ that comes back by itself. */
export interface BrokerConnection {
  /**
   * A channel; waits while there is no connection, at most until the signal, by which it rejects. Channels end with
   * their connection: open a new one then.
   */
  createChannel(signal?: AbortSignal): Promise<Channel>;
  /** The same with publisher confirms. */
  createConfirmChannel(signal?: AbortSignal): Promise<ConfirmChannel>;
  /** Asks the broker for the exchange; rejects when it doesn't answer. For /readyz. */
  check(): Promise<void>;
  /** Ends the connection and all that waits for one. */
  close(): Promise<void>;
}

/** A dead peer is noticed after two of these. */
const HEARTBEAT_SECONDS = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connects in the background and reconnects, for as long as it takes, with exponential backoff and jitter. Returns at
 * once: a process may start before its broker.
 *
 * @param name what the broker's own list of connections shows
 */
export async function connectBroker(options: { url: string; name: string; logger: Logger }): Promise<BrokerConnection> {
  const { logger, name } = options;
  const url = new URL(options.url);
  if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));

  let connected = false;
  const connection = await connect(url.href, {
    timeout: CONNECT_TIMEOUT_MS,
    noDelay: true,
    clientProperties: { connection_name: name },
    recovery: {
      initialDelay: 100,
      maxDelay: 5_000,
      jitter: 0.5,
      waitForConnect: false,
      // The library listens for errors only after setup; one that came before would end the process.
      setup: async (model: ChannelModel) => void model.on('error', () => {}),
    },
  });
  connection.on('connect', () => {
    connected = true;
    logger.info('broker connected');
  });
  connection.on('disconnect', (error) => {
    connected = false;
    logger.warn({ err: error }, 'broker connection lost');
  });
  connection.on('connect-failed', (error) => logger.warn({ err: error }, 'broker does not answer'));
  connection.on('blocked', (reason) => logger.warn({ reason }, 'broker takes no messages for now'));
  connection.on('unblocked', () => logger.info('broker takes messages again'));
  connection.on('error', (error) => logger.warn({ err: error }, 'broker connection error'));

  return {
    createChannel: (signal) => open(() => connection.createChannel(), logger, signal),
    createConfirmChannel: (signal) => open(() => connection.createConfirmChannel(), logger, signal),
    async check() {
      if (!connected) throw new Error('no connection to the broker');
      const channel = await open(() => connection.createChannel(), logger);
      await channel.checkExchange(EXCHANGE);
      await channel.close();
    },
    close: () => connection.close(),
  };
}

async function open<C extends Channel>(create: () => Promise<C>, logger: Logger, signal?: AbortSignal): Promise<C> {
  signal?.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  const creating = create().then((channel) => {
    // An error event nobody listens for would end the process; who uses the channel learns of its end by 'close'.
    channel.on('error', (error) => logger.warn({ err: error }, 'broker closed a channel'));
    if (signal?.aborted) void channel.close().catch(() => {});
    return channel;
  });
  try {
    return await Promise.race([creating, aborted.promise]);
  } finally {
    signal?.removeEventListener('abort', abort);
    creating.catch(() => {});
  }
}
