import { expect, test } from 'vitest';
import { compare } from './told.ts';

const told = new Map([
  ['a', 3],
  ['b', 1],
]);
const effects = (...facts: string[]) =>
  facts.map((fact) => ({ aggregateId: fact[0]!, sequence: Number(fact.slice(1)) }));

test('what was told and effected once each, in the order of each aggregate, is in order', () => {
  expect(compare(told, effects('a1', 'b1', 'a2', 'a3'))).toEqual([]);
  expect(compare(told, effects('a1', 'a3', 'b1'), { parked: new Set(['a 2']) })).toEqual([]);
});

test.each([
  ['lost: a 3', effects('a1', 'b1', 'a2')],
  ['unexpected: a 4', effects('a1', 'b1', 'a2', 'a3', 'a4')],
  ['unexpected: c 1', effects('a1', 'b1', 'a2', 'a3', 'c1')],
  ['repeated: b 1', effects('a1', 'b1', 'a2', 'a3', 'b1')],
  ['out of order: a 2 came after 3', effects('a1', 'b1', 'a3', 'a2')],
])('%s is found', (violation, made) => {
  expect(compare(told, made)).toEqual([violation]);
});

test('what was given up and yet effected is unexpected', () => {
  expect(compare(told, effects('a1', 'b1', 'a2', 'a3'), { parked: new Set(['a 2']) })).toEqual(['unexpected: a 2']);
});
