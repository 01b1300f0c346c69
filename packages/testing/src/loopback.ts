import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Lets a server listen on a port that only this machine can reach; on a free one unless said. */
export async function listenOnLoopback(server: Server, wanted = 0): Promise<{ port: number; close(): Promise<void> }> {
  server.listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      // Callers keep their connections alive for a next request that won't come.
      server.closeAllConnections();
      await closed;
    },
  };
}
