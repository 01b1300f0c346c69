import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { collectUsage } from './usage.ts';

const schema = buildSchema(`
  type Query { event(id: ID!): Event  feed(kind: Kind = NEW, filter: Filter): [Event!]! }
  type Event { id: ID!  title: String!  status: Status!  old: String }
  enum Status { DRAFT PUBLISHED }
  enum Kind { NEW HOT }
  input Filter { city: String  nested: Filter  status: Status }
`);

const used = (...texts: string[]) => {
  const documents = texts.map((text, index) => ({ name: `app ${index}`, document: parse(text) }));
  return collectUsage(schema, documents);
};

test('a field, its arguments and its type are used by whoever asks for them, and by nobody else', () => {
  const usage = used('{ event(id: "x") { title } }', '{ event(id: "x") { id } }');
  expect([...(usage.get('Query.event') ?? [])]).toEqual(['app 0', 'app 1']);
  expect([...(usage.get('Event.title') ?? [])]).toEqual(['app 0']);
  expect([...(usage.get('Query.event.id') ?? [])]).toEqual(['app 0', 'app 1']);
  expect(usage.has('Event.old')).toBe(false);
  expect(usage.has('Query.feed')).toBe(false);
});

test('a variable may hold all that its type has', () => {
  const usage = used('query ($filter: Filter!) { feed(filter: $filter) { id } }');
  for (const coordinate of ['Query.feed.filter', 'Filter.city', 'Filter.nested', 'Status.DRAFT']) {
    expect(usage.has(coordinate), coordinate).toBe(true);
  }
  expect(usage.has('Query.feed.kind')).toBe(false);
});

test('of what is written out, only that is used', () => {
  const usage = used('{ feed(kind: HOT, filter: { city: "Vienna" }) { id } }');
  expect(usage.has('Kind.HOT')).toBe(true);
  expect(usage.has('Kind.NEW')).toBe(false);
  expect(usage.has('Filter.city')).toBe(true);
  expect(usage.has('Filter.nested')).toBe(false);
});

test('fragments use what they ask for, and what the schema doesn’t have is passed over', () => {
  const usage = used('query { feed { ...Card gone } } fragment Card on Event { status }');
  expect(usage.has('Event.status')).toBe(true);
  expect(usage.has('Status.PUBLISHED')).toBe(true);
  expect(usage.has('Event.gone')).toBe(false);
});
