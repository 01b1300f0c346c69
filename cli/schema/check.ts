import { writeFile } from 'node:fs/promises';
import { readArguments, runCommand } from '@cityevents/command/command';
import { z } from 'zod';
import { checkSchema, passes } from './check-schema.ts';
import { describeCheck, describeCheckInMarkdown } from './describe-check.ts';
import { readSources } from './read-sources.ts';

const usage = `Usage: npm run schema:check [-- --report FILE]

Composes the subgraphs' schemas and checks the API that comes of it: against the conventions, and against the API as it
was released last. A breaking change needs an entry in docs/api-changes, unless no known document uses what it breaks.
  --report   also writes what it found as Markdown

The exit code is 1 when something has to be mended.`;

const shape = z.object({
  positionals: z.tuple([], 'It takes no other arguments.'),
  report: z.string().min(1, 'must be the path of a file').optional(),
});

await runCommand(async () => {
  const { report } = readArguments(usage, { report: { type: 'string' } }, shape);
  const check = await checkSchema(readSources());
  if (report) await writeFile(report, describeCheckInMarkdown(check));
  console.log(describeCheck(check));
  return passes(check) ? 0 : 1;
});
