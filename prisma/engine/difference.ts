import { readFile } from 'node:fs/promises';
import { type DatabaseName, schemaFile } from '../databases.ts';
import { readMigrations } from './migration-files.ts';
import { MigrationRefused } from './refused.ts';
import { engineMessage, everyTable, withSchemaEngine } from './schema-engine.ts';
import { createTemporaryDatabase } from './temporary-database.ts';

/**
 * The SQL that leads from a database's migrations to its schema, or null where they agree. What Prisma's schema can't
 * say (CHECK, storage parameters) doesn't count as a difference.
 *
 * @param serverUrl where a temporary database may be made, in which the migrations are tried
 * @param schema the schema's text; that of the file unless told otherwise
 */
export async function differenceToSchema(
  serverUrl: string,
  database: DatabaseName,
  schema?: string,
): Promise<string | null> {
  const path = schemaFile(database);
  const content = schema ?? (await readFile(path, 'utf8'));
  const migrations = await readMigrations(database);
  const temporary = await createTemporaryDatabase(serverUrl, 'cityevents_shadow');
  try {
    const { exitCode, stdout } = await withSchemaEngine(
      temporary.url,
      (engine) =>
        engine.diff({
          from: { tag: 'migrations', ...migrations },
          to: { tag: 'schemaDatamodel', files: [{ path, content }] },
          script: true,
          exitCode: true,
          filters: everyTable,
        }),
      temporary.url,
    );
    // As in `prisma migrate diff --exit-code`: 0 is none, 2 is some.
    return exitCode === 0 ? null : (stdout ?? '');
  } catch (error) {
    throw new MigrationRefused(`${database}: ${engineMessage(error)}`, { cause: error });
  } finally {
    await temporary.drop();
  }
}
