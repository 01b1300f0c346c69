import { postgresMessages } from './postgres-messages.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** Stands before a database and counts what it is asked to do. */
export interface StatementCounter {
  /** The database's URL with the counter's address. */
  url: string;
  /** How many statements are sent while the work runs. */
  during(work: () => Promise<unknown>): Promise<number>;
  stop(): Promise<void>;
}

export async function startStatementCounter(databaseUrl: string): Promise<StatementCounter> {
  let count = 0;
  const proxy = await startTcpProxy(databaseUrl, (client, upstream) => {
    const cut = postgresMessages({ isClient: true });
    client.on('data', (chunk: Buffer) => {
      // A simple query, or a prepared statement being run.
      count += cut(chunk).filter(({ type }) => type === 'Q' || type === 'E').length;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => client.write(chunk));
  });
  return {
    url: proxy.url,
    async during(work) {
      const before = count;
      await work();
      return count - before;
    },
    stop: () => proxy.goDown(),
  };
}
