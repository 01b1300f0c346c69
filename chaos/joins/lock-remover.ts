import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.ts';

const lock = Buffer.from('FOR UPDATE');

/**
 * Takes `FOR UPDATE` out of every statement that passes: for controls, which must fail without the lock. Spaces take its
 * place, so that no length in the protocol changes.
 */
export function startLockRemover(databaseUrl: string): Promise<DatabaseProxy> {
  return startDatabaseProxy(databaseUrl, (client, upstream) => {
    client.on('data', (chunk: Buffer) => {
      for (let at = chunk.indexOf(lock); at >= 0; at = chunk.indexOf(lock, at)) chunk.fill(' ', at, at + lock.length);
      upstream.write(chunk);
    });
    upstream.pipe(client);
  });
}
