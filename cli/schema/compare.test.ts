import { buildSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { compareSchemas } from './compare.ts';
import { collectUsage } from './usage.ts';

const released = `
  type Query { event(id: ID!): Event  feed(kind: Kind): [Event!]! }
  type Mutation { create(input: New!): Event }
  type Event { id: ID!  title: String!  venue: String  venueUrl: String }
  enum Kind { NEW HOT }
  input New { title: String!  city: String }
`;
const documents = [
  { name: 'web app', document: parse('{ event(id: "x") { title venueUrl } feed(kind: NEW) { id } }') },
  { name: 'importer', document: parse('mutation ($new: New!) { create(input: $new) { id } }') },
];

async function verdicts(change: (sdl: string) => string, accepted: string[] = []) {
  const schema = buildSchema(released);
  const current = change(released);
  expect(current).not.toBe(released);
  const usage = collectUsage(schema, documents);
  const changes = await compareSchemas(schema, buildSchema(current), usage, ({ kind, coordinate }) =>
    accepted.includes(`${kind} ${coordinate}`),
  );
  return changes.map(({ verdict, kind, coordinate, usedBy }) => [verdict, `${kind} ${coordinate}`, usedBy.join()]);
}

describe('breaking is', () => {
  test('what a known document stops working by', async () => {
    expect(await verdicts((sdl) => sdl.replace('title: String!  venue', 'venue'))).toEqual([
      ['breaking', 'FIELD_REMOVED Event.title', 'web app'],
    ]);
    expect(await verdicts((sdl) => sdl.replace('NEW HOT', 'HOT'))).toEqual([
      ['breaking', 'ENUM_VALUE_REMOVED Kind.NEW', 'web app'],
    ]);
    expect(await verdicts((sdl) => sdl.replace('city: String', 'city: String!'))).toEqual([
      ['breaking', 'INPUT_FIELD_TYPE_CHANGED New.city', 'importer'],
    ]);
  });

  test('something new that has to be given, for whoever uses what it is added to', async () => {
    expect(await verdicts((sdl) => sdl.replace('city: String', 'city: String  zone: String!'))).toEqual([
      ['breaking', 'INPUT_FIELD_ADDED New.zone', 'importer'],
    ]);
    expect(await verdicts((sdl) => sdl.replace('kind: Kind)', 'kind: Kind, city: String!)'))).toEqual([
      ['breaking', 'FIELD_ARGUMENT_ADDED Query.feed.city', 'web app'],
    ]);
  });

  test('no more than accepted once an entry says so', async () => {
    const change = (sdl: string) => sdl.replace('title: String!  venue', 'venue');
    expect(await verdicts(change, ['FIELD_REMOVED Event.title'])).toEqual([
      ['accepted', 'FIELD_REMOVED Event.title', 'web app'],
    ]);
    expect(await verdicts(change, ['FIELD_REMOVED Event.id'])).toEqual([
      ['breaking', 'FIELD_REMOVED Event.title', 'web app'],
    ]);
  });
});

describe('dangerous is', () => {
  test('to take away what no known document uses, whatever else begins like it', async () => {
    expect(await verdicts((sdl) => sdl.replace('venue: String  ', ''))).toEqual([
      ['dangerous', 'FIELD_REMOVED Event.venue', ''],
    ]);
  });

  test('another value of an enum', async () => {
    expect(await verdicts((sdl) => sdl.replace('NEW HOT', 'NEW HOT FAR'))).toEqual([
      ['dangerous', 'ENUM_VALUE_ADDED Kind.FAR', ''],
    ]);
  });
});

describe('safe is', () => {
  test('another field', async () => {
    expect(await verdicts((sdl) => sdl.replace('venue: String', 'venue: String  city: String'))).toEqual([
      ['safe', 'FIELD_ADDED Event.city', ''],
    ]);
  });

  test('a deprecation', async () => {
    const changes = await verdicts((sdl) => sdl.replace('venue: String', 'venue: String @deprecated(reason: "x")'));
    expect(changes.map(([verdict]) => verdict)).toEqual(changes.map(() => 'safe'));
    expect(changes.length).toBeGreaterThan(0);
  });

  test('nothing at all', async () => {
    expect(await compareSchemas(buildSchema(released), buildSchema(released), new Map(), () => false)).toEqual([]);
  });
});
