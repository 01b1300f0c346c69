import { readdir, readFile } from 'node:fs/promises';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { type DatabaseName, databaseFolder } from '../databases.ts';

/** What `prisma migrate` expects beside the migrations; it refuses to mix databases of different makes. */
export const lockFile = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' };

/** Where the migrations of a database stand: a folder each, named <time>_<name>, with a migration.sql. */
export function migrationsFolder(database: DatabaseName): string {
  return `${databaseFolder(database)}/migrations`;
}

/** The migrations of a database, oldest first, as the schema engine takes them. */
export async function readMigrations(database: DatabaseName): Promise<MigrationList> {
  const baseDir = migrationsFolder(database);
  const entries = await readdir(baseDir, { withFileTypes: true }).catch(noneWhenMissing);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir,
    lockfile: lockFile,
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(`${baseDir}/${name}/migration.sql`, 'utf8') },
        },
      })),
    ),
  };
}

function noneWhenMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
