import { type FragmentDefinitionNode, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { measureOperation } from './measure-operation.ts';

function measure(text: string, variables: Record<string, unknown> = {}) {
  const [operation, ...fragments] = parse(text).definitions as [OperationDefinitionNode, ...FragmentDefinitionNode[]];
  return measureOperation(operation, new Map(fragments.map((fragment) => [fragment.name.value, fragment])), variables);
}

test('fields count once outside of lists', () => {
  expect(measure('{ viewer { id } event(id: "x") { id title } }')).toEqual({ depth: 2, rootFields: 2, values: 5 });
});

test.each([
  ['{ feed(first: 100) { edges { node { id } } } }', {}, 1 + 3 * 100],
  ['query ($n: Int) { feed(last: $n) { edges { cursor } } }', { n: 7 }, 1 + 2 * 7],
  ['{ feed { edges { cursor } } }', {}, 1 + 2 * 20],
  ['query ($n: Int) { feed(first: $n) { edges { cursor } } }', {}, 1 + 2 * 20],
  ['query ($n: Int) { feed(first: $n) { edges { cursor } } }', { n: 'many' }, 1 + 2 * 100],
  ['{ feed(first: 2000000000) { edges { cursor } } }', {}, 1 + 2 * 100],
])('%s is as long as its page', (text, variables, values) => {
  expect(measure(text, variables).values).toBe(values);
});

test('lists within lists multiply, through fragments too', () => {
  const text = `{ event(id: "x") { organizer { ...Others } } }
    fragment Others on User { organizedEvents(first: 100) { ...Page } }
    fragment Page on EventConnection { edges { node { organizer { organizedEvents(first: 100) { edges { cursor } } } } } }`;
  const { depth, values } = measure(text);
  expect(depth).toBe(9);
  expect(values).toBe(3 + 4 * 100 + 2 * 100 * 100);
});

test('fragments that double with each level end as too much, soon', () => {
  const levels = Array.from({ length: 40 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`);
  expect(measure(`{ ...F0 } ${levels.join(' ')} fragment F40 on Query { viewer { id } }`).values).toBe(
    Number.POSITIVE_INFINITY,
  );
});
