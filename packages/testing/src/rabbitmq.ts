import { randomBytes } from 'node:crypto';
import { type Channel, type ChannelModel, type ConsumeMessage, connect, type GetMessage } from 'amqplib';
import { testService } from './test-services.ts';

/** A virtual host of its own on the broker: exchanges and queues in it are seen by nobody else. */
export interface TestVhost {
  /** For RABBITMQ_URL. */
  url: string;
  name: string;
  /** Messages ready in a queue, right now (the management API would be seconds behind). */
  depth(queue: string): Promise<number>;
  /** Takes the oldest message out of a queue for good, or null when it is empty. */
  take(queue: string): Promise<GetMessage | null>;
  /** Collects a copy of what is published to an exchange from now on; needs the exchange. */
  tap(exchange: string, routingPattern?: string): Promise<{ messages: ConsumeMessage[] }>;
  /** Cuts every connection but this object's own, as a broker that restarts would. */
  cutConnections(): Promise<void>;
  /** Cuts the connections and refuses new ones, as a broker that is down would, until `endOutage`. */
  beginOutage(): Promise<void>;
  endOutage(): Promise<void>;
  /** With all that is in it. */
  delete(): Promise<void>;
}

/**
 * Makes one, and a user who can only enter there, through the management API at RABBITMQ_MANAGEMENT_URL. This object's
 * own connection belongs to the user of RABBITMQ_URL.
 */
export async function createTestVhost(): Promise<TestVhost> {
  const name = `cityevents-test-${randomBytes(6).toString('hex')}`;
  const server = new URL(testService('RABBITMQ_URL'));
  const everything = { configure: '.*', write: '.*', read: '.*' };
  await manage('PUT', `/vhosts/${name}`);
  await manage('PUT', `/users/${name}`, { password: name, tags: '' });
  await manage('PUT', `/permissions/${name}/${name}`, everything);
  await manage('PUT', `/permissions/${name}/${server.username || 'guest'}`, everything);
  const ownUrl = Object.assign(new URL(server), { pathname: `/${name}` });
  const url = Object.assign(new URL(ownUrl), { username: name, password: name });
  const cutConnections = async () => {
    await manage('DELETE', `/connections/username/${name}`);
  };

  let connection: Promise<ChannelModel> | undefined;
  const openChannel = async () => {
    connection ??= connect(ownUrl.href);
    const channel = await (await connection).createChannel();
    // Asking for a queue that isn't there closes the channel; the rejected call says so.
    channel.on('error', () => {});
    return channel;
  };
  const withChannel = async <T>(work: (channel: Channel) => Promise<T>): Promise<T> => {
    const channel = await openChannel();
    return await work(channel).finally(() => channel.close().catch(() => {}));
  };

  return {
    url: url.href,
    name,
    depth: (queue) => withChannel(async (channel) => (await channel.checkQueue(queue)).messageCount),
    take: (queue) => withChannel(async (channel) => (await channel.get(queue, { noAck: true })) || null),
    tap: async (exchange, routingPattern = '#') => {
      const messages: ConsumeMessage[] = [];
      const channel = await openChannel();
      const { queue } = await channel.assertQueue('', { exclusive: true });
      await channel.bindQueue(queue, exchange, routingPattern);
      await channel.consume(queue, (message) => message && messages.push(message), { noAck: true });
      return { messages };
    },
    cutConnections,
    beginOutage: async () => {
      // The limit keeps this object out as well, unless it is in already.
      await withChannel(async () => {});
      await manage('PUT', `/vhost-limits/${name}/max-connections`, { value: 0 });
      await cutConnections();
    },
    endOutage: async () => {
      await manage('DELETE', `/vhost-limits/${name}/max-connections`);
    },
    delete: async () => {
      await (await connection)?.close().catch(() => {});
      await manage('DELETE', `/vhosts/${name}`);
      await manage('DELETE', `/users/${name}`);
    },
  };
}

/** A call of the broker's management API, which wants the URL's user and password as a header. */
async function manage(method: string, path: string, body?: object): Promise<void> {
  const { origin, username, password } = new URL(testService('RABBITMQ_MANAGEMENT_URL'));
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const response = await fetch(`${origin}/api${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    const answer = `${response.status}: ${await response.text()}`;
    throw new Error(`The broker's management API refused ${method} ${path} with ${answer}`);
  }
}
