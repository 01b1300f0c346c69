import { startTcpProxy, type TcpProxy } from '@cityevents/testing/tcp-proxy';

const locks = /FOR UPDATE(?: OF \w+| SKIP LOCKED)?/g;

/**
 * Takes `FOR UPDATE` out of every statement that passes: for controls, which must fail without the lock. Spaces take its
 * place, so that no length in the protocol changes.
 */
export function startLockRemover(databaseUrl: string): Promise<TcpProxy> {
  return startTcpProxy(databaseUrl, (client, upstream) => {
    client.on('data', (chunk: Buffer) => {
      // Latin 1 keeps each byte a character, whatever the bytes mean.
      const unlocked = chunk.toString('latin1').replace(locks, (lock) => ' '.repeat(lock.length));
      upstream.write(unlocked, 'latin1');
    });
    upstream.pipe(client);
  });
}
