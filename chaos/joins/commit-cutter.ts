import { postgresMessages } from '@cityevents/testing/postgres-messages';
import { startTcpProxy, type TcpProxy } from '@cityevents/testing/tcp-proxy';

/** A proxy that can take the answer to a COMMIT away, and the connection with it. */
export interface CommitCutter extends TcpProxy {
  /**
   * Cuts the connection that next sends a COMMIT, once the server has said that it is committed and before the client
   * hears of it. Resolves when that has happened.
   */
  cutNext(): Promise<void>;
}

/** Follows what passes just enough: https://www.postgresql.org/docs/current/protocol-message-formats.html */
export async function startCommitCutter(databaseUrl: string): Promise<CommitCutter> {
  let armed: PromiseWithResolvers<void> | undefined;

  const proxy = await startTcpProxy(databaseUrl, (client, upstream) => {
    const watch = watchCommits();
    /** Set from a COMMIT on its way to the server until its answer. */
    let cut: PromiseWithResolvers<void> | undefined;
    let withheld: Buffer[] = [];
    client.on('data', (chunk: Buffer) => {
      if (watch.sendsCommit(chunk) && armed) {
        cut = armed;
        armed = undefined;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      const tag = watch.commandDone(chunk);
      if (!cut) return void client.write(chunk);
      withheld.push(chunk);
      if (tag === 'COMMIT') {
        client.destroy();
        cut.resolve();
      } else if (tag !== undefined) {
        // Rolled back instead: nothing was committed, so there is nothing to take away.
        armed = cut;
        cut = undefined;
        for (const held of withheld) client.write(held);
        withheld = [];
      }
    });
  });

  return {
    ...proxy,
    cutNext: () => {
      armed = Promise.withResolvers<void>();
      return armed.promise;
    },
  };
}

function watchCommits() {
  const fromClient = postgresMessages({ isClient: true });
  const fromServer = postgresMessages({ isClient: false });
  /** Prepared statements whose text is COMMIT. */
  const names = new Set<string>();
  return {
    /** Whether a COMMIT is sent: as a simple query, or by running a prepared statement. */
    sendsCommit(chunk: Buffer): boolean {
      let isCommit = false;
      for (const { type, body } of fromClient(chunk)) {
        const [first = '', second = ''] = body.toString('latin1').split('\0', 2);
        if (type === 'Q') isCommit ||= isCommitText(first);
        // Parse: the statement's name, its text. Bind: the portal's name, the statement's.
        if (type === 'P') isCommitText(second) ? names.add(first) : names.delete(first);
        if (type === 'B') isCommit ||= names.has(second);
      }
      return isCommit;
    },
    /** The tag of the last command that the server says is done; 'ERROR' when it failed. */
    commandDone(chunk: Buffer): string | undefined {
      let tag: string | undefined;
      for (const { type, body } of fromServer(chunk)) {
        if (type === 'C') tag = body.toString('latin1').replace('\0', '');
        if (type === 'E') tag = 'ERROR';
      }
      return tag;
    },
  };
}

const isCommitText = (text: string) => /^commit\b/i.test(text.trim());
