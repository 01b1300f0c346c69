import { elementsOf } from './elements.ts';
import type { Rule } from './rule.ts';

const DATE = /\b\d{4}-\d{2}-\d{2}\b/;
const REPLACEMENT = /`[^`]+`/;

/** What is deprecated says since when or until when, and names in backticks what to use instead. */
export const deprecations: Rule = function* (schema) {
  for (const { kind, coordinate, element } of elementsOf(schema)) {
    if (kind === 'type' || element.deprecationReason == null) continue;
    const reason = element.deprecationReason;
    if (!DATE.test(reason)) yield { coordinate, text: 'its deprecation has no date, such as 2027-01-31' };
    if (!REPLACEMENT.test(reason)) yield { coordinate, text: 'its deprecation names no replacement in `backticks`' };
  }
};
