import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { printSchema } from 'graphql';
import { z } from 'zod';
import { addRelease } from './changelog.ts';
import { checkSchema, passes } from './check-schema.ts';
import { describeCheck } from './describe-check.ts';
import { changelogFile, entriesFolder, readSources, readWebDocuments, releasedFiles } from './read-sources.ts';

const usage = `Usage: npm run schema:release

Makes the API as it is now the released one, which schema:check compares with from then on, and tells what changed in
docs/api-changelog.md. Entries of docs/api-changes move into it. Commit what it writes together with the deployment.`;

await runCommand(async () => {
  readArguments(usage, {}, z.object({ positionals: z.tuple([], 'It takes no arguments.') }));
  const sources = readSources();
  // Before the first release there is nothing to compare with: then it is checked against itself.
  const check = await checkSchema({ ...sources, released: sources.released ?? (await composedNow()) });
  if (!passes(check) || !check.publicSchema) throw new CommandError(describeCheck(check));

  const today = new Date().toISOString().slice(0, 10);
  const changelog = existsSync(changelogFile) ? await readFile(changelogFile, 'utf8') : '';
  await mkdir(dirname(releasedFiles.schema), { recursive: true });
  await writeFile(releasedFiles.schema, `${printSchema(check.publicSchema)}\n`);
  await writeFile(releasedFiles.webDocuments, `${readWebDocuments()}\n`);
  if (sources.released !== null && check.changes.length > 0) {
    await writeFile(changelogFile, addRelease(changelog, today, check.changes, sources.entries));
  }
  for (const { file } of sources.entries) await rm(join(entriesFolder, file));
  console.log(describeCheck(check));
  return 0;

  async function composedNow(): Promise<string> {
    const { publicSchema } = await checkSchema(sources);
    if (!publicSchema) throw new CommandError('The subgraphs don’t compose: see npm run schema:check.');
    return printSchema(publicSchema);
  }
});
