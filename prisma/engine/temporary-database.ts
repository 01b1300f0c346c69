import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';

/** A database of one's own on a server, until it is dropped. */
export interface TemporaryDatabase {
  url: string;
  /** Also ends the connections that are still open to it. */
  drop(): Promise<void>;
}

/**
 * Makes a database on the server of a URL, whose role must be allowed to.
 *
 * @param prefix what its name starts with; a random part follows
 * @param template the database to copy, to which nobody may be connected
 */
export async function createTemporaryDatabase(
  serverUrl: string,
  prefix: string,
  template = 'template0',
): Promise<TemporaryDatabase> {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, (client) =>
    client.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)}`),
  );
  return {
    url: urlOfDatabase(serverUrl, name),
    drop: () =>
      onServer(serverUrl, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
      }),
  };
}

/** The same server and role, another database. */
export function urlOfDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/** Runs the work on one connection and closes it. */
export async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'cityevents-migrate',
  });
  // The work's own query reports a lost connection; without a listener it would also end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
