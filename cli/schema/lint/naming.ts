import { type Element, elementsOf } from './elements.ts';
import type { Rule } from './rule.ts';

const PASCAL_CASE = [/^[A-Z][A-Za-z0-9]*$/, 'PascalCase'] as const;
const CAMEL_CASE = [/^[a-z][A-Za-z0-9]*$/, 'camelCase'] as const;
const UPPER_CASE = [/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/, 'UPPER_CASE'] as const;

const CASES: Record<Element['kind'], readonly [RegExp, string]> = {
  type: PASCAL_CASE,
  field: CAMEL_CASE,
  argument: CAMEL_CASE,
  'input field': CAMEL_CASE,
  'enum value': UPPER_CASE,
};

/** Types are PascalCase, enum values UPPER_CASE, all else camelCase. */
export const naming: Rule = function* (schema) {
  for (const { kind, coordinate, element } of elementsOf(schema)) {
    const [pattern, name] = CASES[kind];
    // JSON is an abbreviation, and fits.
    if (!pattern.test(element.name)) yield { coordinate, text: `the name of this ${kind} should be ${name}` };
  }
};
