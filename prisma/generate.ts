import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { type DatabaseName, databaseNames, schemaFile } from './databases.ts';

const run = promisify(execFile);
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');

/** Makes the client of a database from its schema, in <database>/generated. */
async function generate(database: DatabaseName): Promise<void> {
  await run(process.execPath, [prisma, 'generate', '--schema', schemaFile(database), '--no-hints'], {
    cwd: import.meta.dirname,
    env: {
      ...process.env,
      // Generating needs no engine, but the command insists on one and would download it. Any program will do.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
}

const results = await Promise.allSettled(databaseNames.map(generate));
for (const [index, result] of results.entries()) {
  if (result.status === 'fulfilled') continue;
  const { stderr, message } = result.reason as { stderr?: string; message: string };
  console.error(`The client of the ${databaseNames[index]} database could not be generated:\n${stderr || message}`);
  process.exitCode = 1;
}
