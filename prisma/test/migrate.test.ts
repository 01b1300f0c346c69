import { testService } from '@cityevents/testing/test-services';
import { afterEach, describe, expect, test } from 'vitest';
import { applyMigrations } from '../engine/apply-migrations.ts';
import { lockFile } from '../engine/migration-files.ts';
import { createTemporaryDatabase, onServer } from '../engine/temporary-database.ts';
import { migrate } from '../migrate.ts';

const drops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const drop of drops.splice(0)) await drop();
});

async function emptyDatabase(): Promise<string> {
  const { url, drop } = await createTemporaryDatabase(testService('POSTGRES_URL'), 'cityevents_test_migrate');
  drops.push(drop);
  return url;
}

/** Migrations as they would be read from a folder. */
function migrations(scripts: Record<string, string>) {
  return {
    baseDir: '/nowhere',
    lockfile: lockFile,
    shadowDbInitScript: '',
    migrationDirectories: Object.entries(scripts).map(([path, value]) => ({
      path,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } },
    })),
  };
}

async function tables(url: string): Promise<string[]> {
  const { rows } = await onServer(url, (client) =>
    client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"),
  );
  return rows.map(({ tablename }) => tablename);
}

test('migrating again applies nothing', async () => {
  const url = await emptyDatabase();
  expect(await migrate('joins', url)).not.toEqual([]);
  const made = await tables(url);
  expect(made).toContain('event_capacity');
  expect(await migrate('joins', url)).toEqual([]);
  expect(await tables(url)).toEqual(made);
});

describe('a migration that fails', () => {
  const good = { '1_one': 'CREATE TABLE one (id int);' };
  const failing = 'CREATE TABLE two (id int); -- one; two\nINSERT INTO two VALUES (1);\nSELECT 1 / 0;';

  test('leaves nothing behind, keeps the ones before it, and says what the server said', async () => {
    const url = await emptyDatabase();
    await expect(applyMigrations('some', migrations({ ...good, '2_two': failing }), url)).rejects.toThrow(
      /^some: 2_two failed, and nothing of it was kept: .*division by zero$/s,
    );
    expect(await tables(url)).toEqual(['_prisma_migrations', 'one']);
  });

  test('is applied once it is corrected', async () => {
    const url = await emptyDatabase();
    await applyMigrations('some', migrations({ ...good, '2_two': failing }), url).catch(() => {});
    const corrected = migrations({ ...good, '2_two': failing.replace('1 / 0', '1 / 1') });
    expect(await applyMigrations('some', corrected, url)).toEqual(['2_two']);
    expect(await tables(url)).toEqual(['_prisma_migrations', 'one', 'two']);
  });
});

test('a script with semicolons where no statement ends is taken whole', async () => {
  const url = await emptyDatabase();
  const script = "CREATE TABLE one (id text DEFAULT ';'); DO $$ BEGIN PERFORM 1; PERFORM 2; END $$; -- a; b";
  expect(await applyMigrations('some', migrations({ '1_one': script }), url)).toEqual(['1_one']);
});

test('a migration that was changed after it was applied is refused', async () => {
  const url = await emptyDatabase();
  await applyMigrations('some', migrations({ '1_one': 'CREATE TABLE one (id int);' }), url);
  await expect(applyMigrations('some', migrations({ '1_one': 'CREATE TABLE one (id bigint);' }), url)).rejects.toThrow(
    /changed after it was applied: 1_one/,
  );
});

test("a database with another version's migrations is refused", async () => {
  const url = await emptyDatabase();
  await applyMigrations('some', migrations({ '1_one': 'SELECT 1;', '2_two': 'SELECT 2;' }), url);
  await expect(applyMigrations('some', migrations({ '1_one': 'SELECT 1;' }), url)).rejects.toThrow(
    /has migrations that are not here: 2_two/,
  );
});
