import type { DatabaseName } from '@cityevents/prisma/databases';
import { databaseNames } from '@cityevents/prisma/databases';
import { migrate } from '@cityevents/prisma/migrate';
import pg from 'pg';

/** What each database is called on the server. */
const nameOnServer: Record<DatabaseName, string> = {
  auth: 'auth_db',
  events: 'event_db',
  joins: 'join_db',
  feed: 'feed_db',
  notifications: 'notifications_db',
};

export type DatabaseUrls = Record<DatabaseName, string>;

/** Creates the databases that the server doesn't have yet; the result is the address of each. */
export async function createDatabases(postgresUrl: string): Promise<DatabaseUrls> {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const present = new Set(rows.map((row) => row.datname));
    for (const name of Object.values(nameOnServer)) {
      if (!present.has(name)) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    }
  } catch (error) {
    const { host } = new URL(postgresUrl);
    throw new Error(`The databases could not be created on ${host}: ${error instanceof Error ? error.message : error}`);
  } finally {
    await client.end().catch(() => {});
  }
  const url = (name: string) => {
    const address = new URL(postgresUrl);
    address.pathname = `/${name}`;
    return address.href;
  };
  return Object.fromEntries(
    Object.entries(nameOnServer).map(([database, name]) => [database, url(name)]),
  ) as DatabaseUrls;
}

/** Brings every database up to its newest migration; the result is how many migrations were applied. */
export async function migrateDatabases(urls: DatabaseUrls): Promise<number> {
  let applied = 0;
  for (const database of databaseNames) applied += (await migrate(database, urls[database])).length;
  return applied;
}
