import type { Report } from './report.ts';
import type { Scenario } from './scenario.ts';

const violationsShown = 10;

/** What was done, what had to hold, what was seen, and whether it held. */
export function describeOutcome({ number, fault, holds }: Scenario, { figures, violations }: Report): string {
  const seen = Object.entries(figures).map(([name, value]) => `${name}: ${value}`);
  const shown = violations.slice(0, violationsShown).map((violation) => `     ✗ ${violation}`);
  if (violations.length > shown.length) shown.push(`     ✗ and ${violations.length - shown.length} more`);
  return [
    `${violations.length === 0 ? '✓' : '✗'} ${number}. ${fault}`,
    `     must hold: ${holds}`,
    `     seen: ${seen.join(', ')}`,
    ...shown,
  ].join('\n');
}
