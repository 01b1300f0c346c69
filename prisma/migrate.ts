import { type DatabaseName, databaseNames, urlVariable } from './databases.ts';
import { applyMigrations } from './engine/apply-migrations.ts';
import { databaseUrls } from './engine/environment.ts';
import { readMigrations } from './engine/migration-files.ts';
import { connectionTrouble, MigrationRefused, placeOf, runCommand } from './engine/refused.ts';
import { onServer } from './engine/temporary-database.ts';

/**
 * Brings a database up to the newest of its migrations in this folder. Safe where several processes do so at once.
 *
 * @returns the names of what was applied, oldest first; none when there was nothing to do
 * @throws MigrationRefused when a migration fails, leaving nothing of itself behind, or when the database has been
 *   migrated by other files than these
 */
export async function migrate(database: DatabaseName, url: string): Promise<string[]> {
  return await applyMigrations(database, await readMigrations(database), url);
}

/** Says which databases can't be reached before the first one is changed. */
async function checkReachable(urls: Record<DatabaseName, string>): Promise<void> {
  const troubles = await Promise.all(
    databaseNames.map(async (database) => {
      const url = urls[database];
      try {
        await onServer(url, (client) => client.query('SELECT 1'));
        return [];
      } catch (error) {
        const trouble = connectionTrouble(error);
        return [`${urlVariable[database]}: no answer from the database at ${placeOf(url)}: ${trouble}`];
      }
    }),
  );
  const lines = troubles.flat();
  if (lines.length > 0) throw new MigrationRefused(`${lines.join('\n')}\nNothing was changed.`);
}

if (import.meta.main) {
  await runCommand(async () => {
    const urls = databaseUrls();
    await checkReachable(urls);
    for (const database of databaseNames) {
      const applied = await migrate(database, urls[database]);
      console.log(`${database}: ${applied.length > 0 ? `applied ${applied.join(', ')}` : 'up to date'}`);
    }
  });
}
