import { createServer } from 'node:net';

export interface WantedPort {
  /** The variable that sets it. */
  variable: string;
  port: number;
  /** What would listen there. */
  purpose: string;
}

/** Says, a line each, which of the ports something else listens on already, and what to do about it. */
export async function takenPorts(host: string, wanted: WantedPort[]): Promise<string[]> {
  const lines = await Promise.all(
    wanted.map(async ({ variable, port, purpose }) => {
      const code = await whyNotListen(host, port);
      if (code === undefined) return [];
      const reason = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be listened on (${code})`;
      return [
        `Port ${port} (for ${purpose}) ${reason}. Stop what uses it, or choose another: ${variable}=${port + 100}`,
      ];
    }),
  );
  return lines.flat();
}

async function whyNotListen(host: string, port: number): Promise<string | undefined> {
  const code = await tryToListen(host, port);
  if (code !== undefined || host !== '127.0.0.1') return code;
  // "localhost" is ::1 first for many a browser: with another server there, people would meet that one.
  const second = await tryToListen('::1', port);
  return second === 'EADDRINUSE' ? second : undefined;
}

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** So many ports on which nothing listens; all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(server));
      });
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  return port!;
}
