import { expect, test } from 'vitest';
import { describeOutcome } from './describe-outcome.ts';
import type { Scenario } from './scenario.ts';

const scenario = { number: 7, fault: 'a flood', holds: 'the dam' } as Scenario;

test('an outcome says what was done, what had to hold and what was seen', () => {
  expect(describeOutcome(scenario, { figures: { metres: 3, cracks: 0 }, violations: [] })).toBe(
    ['✓ 7. a flood', '     must hold: the dam', '     seen: metres: 3, cracks: 0'].join('\n'),
  );
});

test('what did not hold is named, and counted where it is too much to name', () => {
  const violations = Array.from({ length: 12 }, (_, i) => `crack ${i + 1}`);
  const lines = describeOutcome(scenario, { figures: {}, violations }).split('\n');
  expect(lines[0]).toBe('✗ 7. a flood');
  expect(lines.slice(3, 5)).toEqual(['     ✗ crack 1', '     ✗ crack 2']);
  expect(lines.at(-1)).toBe('     ✗ and 2 more');
});
