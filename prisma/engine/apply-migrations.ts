import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { MigrationRefused } from './refused.ts';
import { engineMessage, everyTable, type SchemaEngine, withSchemaEngine } from './schema-engine.ts';
import { onServer } from './temporary-database.ts';

// Any two numbers will do, as long as every process takes the same: "city", "migr".
const LOCK = [0x63697479, 0x6d696772];
const LOCK_WAIT_MS = 60_000;

/**
 * Brings a database up to its newest migration and remembers in _prisma_migrations what was applied, as
 * `prisma migrate deploy` does. Of several processes that start it at once, one works and the others wait.
 *
 * @param name what messages call the database
 * @returns the names of what it applied, oldest first; none when there was nothing to do
 * @throws MigrationRefused when a migration fails, leaving nothing of itself behind, or when the database has been
 *   migrated by other files than these
 */
export async function applyMigrations(name: string, migrationsList: MigrationList, url: string): Promise<string[]> {
  return await onServer(url, async (client) => {
    await client.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
    await client.query('SELECT pg_advisory_lock($1, $2)', LOCK);
    return await withSchemaEngine(url, async (engine) => {
      const input = { migrationsList, filters: everyTable };
      await checkHistory(engine, name, input);
      try {
        return (await engine.applyMigrations(input)).appliedMigrationNames;
      } catch (error) {
        throw await explained(engine, name, input, error);
      }
    });
  });
}

type Input = Parameters<SchemaEngine['applyMigrations']>[0];

async function checkHistory(engine: SchemaEngine, name: string, input: Input): Promise<void> {
  const found = await engine.diagnoseMigrationHistory({ ...input, optInToShadowDatabase: false });
  if (found.editedMigrationNames.length > 0) {
    throw new MigrationRefused(
      `${name}: changed after it was applied: ${found.editedMigrationNames.join(', ')}. ` +
        'Put the file back as it was, and make another migration for the change.',
    );
  }
  if (found.history !== null && found.history.diagnostic !== 'databaseIsBehind') {
    throw new MigrationRefused(
      `${name}: the database has migrations that are not here: ${found.history.unpersistedMigrationNames.join(', ')}. ` +
        'It belongs to another version of the code.',
    );
  }
  await forgetFailed(engine, found.failedMigrationNames);
}

async function explained(engine: SchemaEngine, name: string, input: Input, error: unknown): Promise<unknown> {
  const { failedMigrationNames } = await engine.diagnoseMigrationHistory({ ...input, optInToShadowDatabase: false });
  if (failedMigrationNames.length === 0) return error;
  await forgetFailed(engine, failedMigrationNames);
  return new MigrationRefused(
    `${name}: ${failedMigrationNames.join(', ')} failed, and nothing of it was kept: ${engineMessage(error)}`,
  );
}

/** A script runs as one transaction, so one that failed or was interrupted has left nothing and can be tried again. */
async function forgetFailed(engine: SchemaEngine, names: string[]): Promise<void> {
  for (const migrationName of names) await engine.markMigrationRolledBack({ migrationName });
}
