import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { lintSchema } from './lint-schema.ts';

const sound = `
  "A page."
  type PageInfo {
    "" hasNextPage: Boolean! "" hasPreviousPage: Boolean! "" startCursor: String "" endCursor: String
  }
  type Query {
    "Events."
    events("How many." first: Int "Where." after: String): EventConnection!
  }
  type Mutation {
    "Makes one."
    makeEvent("What." input: MakeEventInput!): MakeEventPayload!
  }
  "What it takes."
  input MakeEventInput { "A." title: String! }
  "What comes of it."
  type MakeEventPayload { "Why not." userErrors: [MakeEventUserError!]! }
  "A reason."
  type MakeEventUserError { "C." code: MakeEventErrorCode! "M." message: String! "F." field: [String!] }
  "Reasons."
  enum MakeEventErrorCode { "Wrong." INVALID_INPUT }
  "A page of events."
  type EventConnection { "The events." edges: [EventEdge!]! "Where." pageInfo: PageInfo! }
  "An event."
  type EventEdge { "C." cursor: String! "N." node: Event! }
  "An event."
  type Event { "I." id: ID! "O." place: String @deprecated(reason: "Use \`Event.id\`; gone after 2027-01-31.") }
`.replaceAll('""', '"P."');

const lint = (sdl: string) => lintSchema(buildSchema(sdl)).map(({ coordinate, text }) => `${coordinate}: ${text}`);

test('a sound schema has no problems', () => {
  expect(lint(sound)).toEqual([]);
});

describe('told of is', () => {
  test.each([
    ['"How many." first', 'first', 'Query.events(first:): the argument has no description'],
    ['"A." title', 'title', 'MakeEventInput.title: the input field has no description'],
    ['"I." id: ID!', '"I." Id: ID!', 'Event.Id: the name of this field should be camelCase'],
    ['"Wrong." INVALID_INPUT', '"W." InvalidInput', 'should be UPPER_CASE'],
    ['after: String', 'before: String', 'Query.events: it should take after: String'],
    ['after: String', 'after: ID', 'Query.events: it should take after: String'],
    ['"Where." pageInfo: PageInfo!', '', 'EventConnection: it lacks the field pageInfo'],
    ['edges: [EventEdge!]!', 'edges: [EventEdge]', 'EventConnection.edges: its type should be [EventEdge!]!'],
    ['hasNextPage: Boolean!', 'hasNextPage: Boolean', 'PageInfo.hasNextPage: its type should be Boolean!'],
    ['input: MakeEventInput!', 'event: MakeEventInput!', 'it should take one argument, input: MakeEventInput!'],
    ['): MakeEventPayload!', '): Event', 'Mutation.makeEvent: its type should be MakeEventPayload!'],
    ['code: MakeEventErrorCode!', 'code: String!', 'MakeEventUserError should have code: MakeEventErrorCode!'],
    ['; gone after 2027-01-31', '', 'Event.place: its deprecation has no date'],
    ['Use `Event.id`; gone', 'Gone', 'Event.place: its deprecation names no replacement'],
  ])('%s → %s', (from, to, problem) => {
    const changed = sound.replace(from, to);
    expect(changed).not.toBe(sound);
    expect(lint(changed)).toContainEqual(expect.stringContaining(problem));
  });
});
