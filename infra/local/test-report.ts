import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { z } from 'zod';

/** What a part of the test run comes to; of what failed the name, and why in a line. */
export interface Outcome {
  passed: number;
  failed: string[];
}

const reportShape = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).optional() }),
      ),
    }),
  ),
});

export interface ReportOptions {
  root: string;
  /** In CI a skipped test is a failure of ours: nobody there reads that it was skipped. */
  skippedFails: boolean;
}

/**
 * Counts what vitest's JSON report says. A file that could not be loaded counts as one failure, and so does a run that
 * failed without any test saying so (an error nobody caught). No report at all is a failure too.
 */
export async function readReport(path: string, title: string, options: ReportOptions): Promise<Outcome> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: [`${title}: ended without a report`] };
  return countReport(JSON.parse(text), title, options);
}

export function countReport(report: unknown, title: string, { root, skippedFails }: ReportOptions): Outcome {
  const { testResults, success } = reportShape.parse(report);
  const outcome: Outcome = { passed: 0, failed: [] };
  for (const file of testResults) {
    const name = relative(root, file.name);
    const before = outcome.failed.length;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') outcome.passed += 1;
      else if (test.status === 'failed')
        outcome.failed.push(`${name} > ${test.fullName}: ${inOneLine(test.failureMessages?.[0])}`);
      else if (skippedFails) outcome.failed.push(`${name} > ${test.fullName} (${test.status})`);
    }
    if (file.status === 'failed' && outcome.failed.length === before)
      outcome.failed.push(`${name}: ${firstLine(file.message)}`);
  }
  if (!success && outcome.failed.length === 0) outcome.failed.push(`${title}: an error outside of the tests`);
  if (outcome.passed === 0 && outcome.failed.length === 0) outcome.failed.push(`${title}: no test ran`);
  return outcome;
}

/** The end of the run: the failures, a line each, and as the last line the counts that CI reads. */
export function summary(outcomes: Outcome[]): { text: string; exitCode: number } {
  const failed = outcomes.flatMap((outcome) => outcome.failed);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const names = failed.length > 0 ? ['Failed:', ...failed.map((name) => `  ✗ ${name}`), ''] : [];
  return {
    text: [...names, `${passed} passed, ${failed.length} failed`].join('\n'),
    exitCode: failed.length === 0 && passed > 0 ? 0 : 1,
  };
}

function firstLine(message: string | undefined): string {
  return message?.trim().split('\n')[0] || 'could not be run';
}

/** A failure without its stack, short enough to be read in a list. */
function inOneLine(message: string | undefined): string {
  const [said = ''] = (message ?? '').split(/\n\s+at /);
  return said.replaceAll(/\s+/g, ' ').trim().slice(0, 300) || 'it doesn’t say why';
}
