import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a real server, and can cut and refuse, or fall silent, as a server in trouble would. */
export interface TcpProxy {
  /** The server's URL with the proxy's address. */
  url: string;
  /** Ends all connections and refuses new ones. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  /** Forwards nothing more. Connections stay, and new ones are accepted: nobody is told. */
  freeze(): void;
  /** Forwards again, and what came meanwhile too. */
  thaw(): void;
}

/**
 * @param forward passes on, instead of everything, what the two sides of a new connection send. Where one side ends, the
 *   other is ended here. Not for connections that are to be frozen.
 */
export async function startTcpProxy(
  serverUrl: string,
  forward?: (client: Socket, upstream: Socket) => void,
): Promise<TcpProxy> {
  const target = new URL(serverUrl);
  /** Where the bytes of each socket go. */
  const peers = new Map<Socket, Socket>();
  let frozen = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      peers.set(one, other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        peers.delete(one);
        other.destroy();
      });
      if (!frozen && !forward) one.pipe(other);
    }
    forward?.(client, upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);

  return {
    url: url.href,
    async goDown() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of peers.keys()) socket.destroy();
      await closed;
    },
    async comeBack() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    freeze() {
      frozen = true;
      for (const [one, other] of peers) one.unpipe(other).pause();
    },
    thaw() {
      frozen = false;
      for (const [one, other] of peers) one.pipe(other);
    },
  };
}
