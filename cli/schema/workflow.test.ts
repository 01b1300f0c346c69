import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const step = z.object({ name: z.string().optional(), uses: z.string().optional(), run: z.string().optional() });
const shape = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), z.object({ 'runs-on': z.string(), steps: z.array(step) })),
});

test('the workflow checks each change of the schema as npm run schema:check does, and may only read', () => {
  const workflow = shape.parse(parse(readFileSync(join(root, '.github/workflows/schema.yml'), 'utf8')));
  expect(Object.keys(workflow.on)).toContain('pull_request');
  expect(workflow.permissions).toEqual({ contents: 'read' });
  const commands = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  expect(commands).toContainEqual(expect.stringMatching(/^npm run schema:check -- --report "\$GITHUB_STEP_SUMMARY"$/));
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  expect(scripts).toHaveProperty('schema:check');
});
