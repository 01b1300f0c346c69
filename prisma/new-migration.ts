import { mkdir, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { type DatabaseName, databaseNames } from './databases.ts';
import { differenceToSchema } from './engine/difference.ts';
import { serverUrl } from './engine/environment.ts';
import { lockFile, migrationsFolder } from './engine/migration-files.ts';
import { connectionTrouble, MigrationRefused, placeOf, runCommand } from './engine/refused.ts';

const USAGE = `Usage: npm run db:migration -- <database> <name>
  database  ${databaseNames.join(' | ')}
  name      what it does, in lower-case letters, digits and _: add_home_city`;

function readArguments(args: string[]): { database: DatabaseName; name: string } {
  const [database, name, ...rest] = args;
  if (database === undefined || name === undefined || rest.length > 0) throw new MigrationRefused(USAGE);
  const known = databaseNames.find((candidate) => candidate === database);
  if (known === undefined) throw new MigrationRefused(`There is no database "${database}".\n${USAGE}`);
  if (!/^[a-z][a-z0-9_]{0,99}$/.test(name))
    throw new MigrationRefused(`"${name}" is no name for a migration.\n${USAGE}`);
  return { database: known, name };
}

/** The time as Prisma writes it into a migration's name: 20260102030405. */
function timestamp(): string {
  return new Date().toISOString().replace(/\D/g, '').slice(0, 14);
}

await runCommand(async () => {
  const { database, name } = readArguments(process.argv.slice(2));
  const server = serverUrl();
  const script = await differenceToSchema(server, database).catch((error: unknown) => {
    if (error instanceof MigrationRefused) throw error;
    const trouble = connectionTrouble(error);
    throw new MigrationRefused(`No temporary database could be made at ${placeOf(server)}: ${trouble}`);
  });
  if (script === null) {
    throw new MigrationRefused(`The migrations of ${database} agree with its schema: there is nothing to migrate.`);
  }
  const folder = `${migrationsFolder(database)}/${timestamp()}_${name}`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/migration.sql`, script);
  await writeFile(`${migrationsFolder(database)}/${lockFile.path}`, lockFile.content);
  console.log(`${relative(process.cwd(), folder)}/migration.sql\nRead it before you apply it: npm run db:migrate`);
});
