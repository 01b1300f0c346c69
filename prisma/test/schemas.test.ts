import { readFile } from 'node:fs/promises';
import { testService } from '@cityevents/testing/test-services';
import { describe, expect, test } from 'vitest';
import { databaseNames, schemaFile } from '../databases.ts';
import { differenceToSchema } from '../engine/difference.ts';

describe.each(databaseNames)('%s', (database) => {
  test('the migrations lead to the schema', async () => {
    expect(await differenceToSchema(testService('POSTGRES_URL'), database)).toBeNull();
  });

  test('a column that no migration makes is found', async () => {
    const schema = await readFile(schemaFile(database), 'utf8');
    const more = schema.replace(/^model \w+ \{$/m, '$&\n  forgotten String?');
    expect(await differenceToSchema(testService('POSTGRES_URL'), database, more)).toMatch(/ADD COLUMN +"forgotten"/);
  });
});

test('a schema that is none is refused with the place of the mistake', async () => {
  await expect(differenceToSchema(testService('POSTGRES_URL'), 'auth', 'model Person {')).rejects.toThrow(
    /auth: error: .*schema\.prisma:1/s,
  );
});
