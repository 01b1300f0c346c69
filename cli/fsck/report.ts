import type { RuleResult } from './check-rules.ts';

const examplesShown = 5;

/** The rules as a table, with examples of what breaks them. */
export function formatResults(results: RuleResult[]): string {
  const width = Math.max(...results.map(({ rule }) => rule.name.length));
  const lines = results.flatMap(({ rule, violations, moving }) => {
    const verdict = violations.length > 0 ? `${violations.length} broken` : moving.length > 0 ? 'moving' : 'ok';
    return [
      `  ${rule.name.padEnd(width)}  ${verdict.padEnd(10)}  ${rule.meaning}`,
      ...examples(violations, 'broken'),
      ...examples(moving, 'still moving'),
    ];
  });
  const broken = results.filter(({ violations }) => violations.length > 0).length;
  return [
    ...lines,
    broken === 0 ? `All ${results.length} rules hold.` : `${broken} of ${results.length} rules are broken.`,
  ].join('\n');
}

function examples(violations: string[], what: string): string[] {
  const shown = violations.slice(0, examplesShown).map((violation) => `      ${violation}`);
  const more = violations.length - shown.length;
  return more > 0 ? [...shown, `      and ${more} more ${what}`] : shown;
}
