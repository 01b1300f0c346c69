import { testService } from '@cityevents/testing/test-services';
import { expect, test } from 'vitest';
import { applyMigrations } from '../engine/apply-migrations.ts';
import { readMigrations } from '../engine/migration-files.ts';
import { createTemporaryDatabase, onServer } from '../engine/temporary-database.ts';

test('mails from before deliveries had a sequence are numbered within their event, in the order they came', async () => {
  const all = await readMigrations('notifications');
  const [first] = all.migrationDirectories;
  const database = await createTemporaryDatabase(testService('POSTGRES_URL'), 'cityevents_test_migrate');
  try {
    await applyMigrations('notifications', { ...all, migrationDirectories: [first!] }, database.url);
    const rows = await onServer(database.url, async (client) => {
      const [talk, walk] = [crypto.randomUUID(), crypto.randomUUID()];
      for (const [kind, eventId, createdAt] of [
        ['promoted', talk, '2026-11-23T10:00:02Z'],
        ['waitlisted', talk, '2026-11-23T10:00:01Z'],
        ['confirmed', walk, '2026-11-23T10:00:03Z'],
      ]) {
        await client.query(
          `INSERT INTO deliveries (id, kind, user_id, event_id, details, created_at)
           VALUES (gen_random_uuid(), $1, gen_random_uuid(), $2, '{}', $3)`,
          [kind, eventId, createdAt],
        );
      }
      await applyMigrations('notifications', all, database.url);
      return (await client.query('SELECT kind, sequence::int FROM deliveries ORDER BY kind')).rows;
    });
    expect(rows).toEqual([
      { kind: 'confirmed', sequence: 1 },
      { kind: 'promoted', sequence: 2 },
      { kind: 'waitlisted', sequence: 1 },
    ]);
  } finally {
    await database.drop();
  }
});
