import { elementsOf } from './elements.ts';
import type { Rule } from './rule.ts';

/** Every element says what it is for, in the schema itself; of a mutation's input its type does. */
export const descriptions: Rule = function* (schema) {
  for (const { kind, coordinate, element } of elementsOf(schema)) {
    const saysItself = ['Query', 'Mutation'].includes(coordinate) || /^Mutation\.\w+\(input:\)$/.test(coordinate);
    if (!saysItself && !element.description?.trim()) yield { coordinate, text: `the ${kind} has no description` };
  }
};
