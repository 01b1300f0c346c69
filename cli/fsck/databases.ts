import { CommandError } from '@cityevents/command/command';
import { type DatabaseName, databaseNames, urlVariable } from '@cityevents/prisma/databases';
import pg from 'pg';

/** A connection pool to each database, which can only read. */
export type Databases = Record<DatabaseName, pg.Pool>;

/**
 * Connects to the databases, read only.
 *
 * @throws CommandError naming every database that doesn't answer.
 */
export async function openDatabases(urls: Record<DatabaseName, string>): Promise<Databases> {
  const pools = databaseNames.map((name) => [name, openReadOnly(urls[name])] as const);
  const databases = Object.fromEntries(pools) as Databases;
  const troubles = await Promise.all(
    databaseNames.map(async (name) => {
      const trouble = await databases[name].query('SELECT 1').then(
        () => undefined,
        (error: NodeJS.ErrnoException) => error.code ?? error.message,
      );
      const { host } = new URL(urls[name]);
      return trouble === undefined ? [] : [`${urlVariable[name]}: no answer from the database at ${host}: ${trouble}`];
    }),
  );
  if (troubles.flat().length === 0) return databases;
  await closeDatabases(databases);
  throw new CommandError(troubles.flat().join('\n'));
}

/** A connection pool to one database, which can only read. */
export function openReadOnly(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 3,
    connectionTimeoutMillis: 5_000,
    application_name: 'cityevents-fsck',
    options: '-c default_transaction_read_only=on -c statement_timeout=60000 -c TimeZone=UTC',
  });
  // A connection lost while idle is replaced; a database that is gone shows in the next query.
  pool.on('error', () => {});
  return pool;
}

export async function closeDatabases(databases: Databases): Promise<void> {
  await Promise.all(Object.values(databases).map((pool) => pool.end()));
}
