import { createHash } from 'node:crypto';
import type { DatabaseName } from '@cityevents/prisma/databases';
import { readMigrations } from '@cityevents/prisma/engine/migration-files';
import { createTemporaryDatabase, onServer } from '@cityevents/prisma/engine/temporary-database';
import { migrate } from '@cityevents/prisma/migrate';
import { escapeIdentifier } from 'pg';
import { testService } from './test-services.ts';

/** An empty, migrated database. */
export interface TestDatabase {
  url: string;
  /** Also ends the connections that are still open to it. */
  drop(): Promise<void>;
}

// Any number will do, as long as every worker takes the same: "test".
const LOCK = 0x74657374;

/**
 * Makes a database for one test file, on the server at POSTGRES_URL. It is a copy of a template that is migrated once
 * for each state of the migrations, which takes a tenth of the time.
 */
export async function createTestDatabase(database: DatabaseName): Promise<TestDatabase> {
  const server = testService('POSTGRES_URL');
  const template = await ensureTemplate(server, database);
  return await createTemporaryDatabase(server, `cityevents_test_${database}`, template);
}

async function ensureTemplate(server: string, database: DatabaseName): Promise<string> {
  const { migrationDirectories } = await readMigrations(database);
  const hash = createHash('sha256').update(JSON.stringify(migrationDirectories)).digest('hex').slice(0, 12);
  const template = `cityevents_template_${database}_${hash}`;

  await onServer(server, async (client) => {
    const exists = async () =>
      (await client.query('SELECT FROM pg_database WHERE datname = $1', [template])).rowCount === 1;
    if (await exists()) return;
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    if (await exists()) return;
    const made = await createTemporaryDatabase(server, `cityevents_making_${database}`);
    await migrate(database, made.url);
    // Only a finished template has its name.
    const madeName = new URL(made.url).pathname.slice(1);
    await client.query(`ALTER DATABASE ${escapeIdentifier(madeName)} RENAME TO ${escapeIdentifier(template)}`);
  });
  return template;
}
