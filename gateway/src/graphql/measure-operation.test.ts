import { type FragmentDefinitionNode, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { measureOperation } from './measure-operation.ts';
import { readPrices } from './prices.ts';

const prices = readPrices(
  parse(`
    type Query {
      viewer: User
      event(id: ID!): Event
      feed(first: Int, last: Int): FeedConnection! @cost(weight: 5)
        @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges"])
    }
    type Mutation { join: Payload!  sign: Payload! @cost(weight: 40) }
    type Payload { ok: Boolean!  event: Event }
    type FeedConnection { edges: [FeedEdge!]!  total: Int }
    type FeedEdge { cursor: String!  node: Event }
    type Event { id: ID!  title: String!  organizer: User  tags: [String!]! @listSize(assumedSize: 10)  seats: Seats }
    type User {
      id: ID!
      sessions: [Session!] @listSize(assumedSize: 50)
      events(first: Int): FeedConnection! @listSize(assumedSize: 20, slicingArguments: ["first"], sizedFields: ["edges"])
    }
    type Session { id: ID!  user: User }
    scalar Seats @cost(weight: 2)
  `),
);

function measure(text: string, variables: Record<string, unknown> = {}) {
  const [operation, ...fragments] = parse(text).definitions as [OperationDefinitionNode, ...FragmentDefinitionNode[]];
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  return measureOperation(operation, byName, variables, prices);
}

test('fields count once outside of lists, and objects cost where leaves don’t', () => {
  expect(measure('{ viewer { id } event(id: "x") { id title seats } }')).toEqual({
    depth: 2,
    rootFields: 2,
    values: 6,
    cost: 1 + 1 + 2,
    aliases: 0,
    directives: 0,
    dependsOnVariables: false,
  });
});

describe('a page is as long', () => {
  test.each([
    ['as it says', '{ feed(first: 100) { edges { node { id } } } }', {}, 100],
    ['as its variable says', 'query ($n: Int) { feed(last: $n) { edges { node { id } } } }', { n: 7 }, 7],
    ['as is assumed', '{ feed { edges { node { id } } } }', {}, 20],
    ['as is assumed without the variable', 'query ($n: Int) { feed(first: $n) { edges { node { id } } } }', {}, 20],
    [
      'as is assumed with nothing as the variable',
      'query ($n: Int = 3) { feed(first: $n) { edges { node { id } } } }',
      { n: null },
      20,
    ],
    ['as the variable’s default says', 'query ($n: Int = 90) { feed(first: $n) { edges { node { id } } } }', {}, 90],
    ['as the longer of two', '{ feed(first: 3, last: 9) { edges { node { id } } } }', {}, 9],
    ['as can be, for nonsense', 'query ($n: Int) { feed(first: $n) { edges { node { id } } } }', { n: 'many' }, 100],
    ['as can be, for more', '{ feed(first: 2000000000) { edges { node { id } } } }', {}, 100],
    ['as one at least', '{ feed(first: -5) { edges { node { id } } } }', {}, 1],
  ])('%s', (_, text, variables, length) => {
    const { values, cost } = measure(text, variables);
    expect(values).toBe(2 + 2 * length);
    expect(cost).toBe(5 + 2 * length);
  });
});

test('the rest of a connection isn’t as long as its page', () => {
  expect(measure('{ feed(first: 100) { total } }')).toMatchObject({ values: 2, cost: 5 });
});

test('lists without pages are as long as assumed', () => {
  expect(measure('{ viewer { sessions { id user { id } } } }')).toMatchObject({
    values: 2 + 50 + 50 + 50,
    cost: 1 + 50 * (1 + 1),
  });
});

test('lists within lists multiply, through fragments too', () => {
  const text = `{ event(id: "x") { organizer { ...Others } } }
    fragment Others on User { events(first: 100) { ...Page } }
    fragment Page on FeedConnection { edges { node { organizer { events(first: 100) { edges { cursor } } } } } }`;
  const { depth, values, cost } = measure(text);
  expect(depth).toBe(9);
  expect(values).toBe(1 + 1 + 1 + 1 + 3 * 100 + 100 + 100 * 100);
  expect(cost).toBe(1 + 1 + 1 + 100 * (1 + 1 + 1 + 1 + 100));
});

test('a mutation costs ten, or what it says', () => {
  expect(measure('mutation { join { ok event { id } } }').cost).toBe(10 + 1);
  expect(measure('mutation { a: sign { ok } b: sign { ok } }')).toMatchObject({ cost: 80, aliases: 2, rootFields: 2 });
});

test('directives are counted wherever they stand', () => {
  expect(measure('query @a { viewer @b { ... @c { id @d @e } } }').directives).toBe(5);
});

test('whether variables matter is known', () => {
  expect(measure('query ($id: ID!) { event(id: $id) { id } }').dependsOnVariables).toBe(false);
  expect(measure('query ($n: Int) { feed(first: $n) { total } }').dependsOnVariables).toBe(true);
});

test('fragments that double with each level end as too much, soon', () => {
  const levels = Array.from({ length: 40 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`);
  const { values, cost } = measure(`{ ...F0 } ${levels.join(' ')} fragment F40 on Query { viewer { id } }`);
  expect([values, cost]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
});
