import { type GraphQLField, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import type { Problem, Rule } from './rule.ts';

const FORWARD = { first: 'Int', after: 'String' };
const BACKWARD = { last: 'Int', before: 'String' };

/**
 * Lists that can grow are connections as the Relay cursor connections specification has them: edges with cursor and
 * node, pageInfo, and fields that take `first` and `after`, with `last` and `before` or without both.
 */
export const connections: Rule = function* (schema) {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    if (type.name.endsWith('Connection')) yield* connectionProblems(type);
    for (const field of Object.values(type.getFields())) {
      if (!getNamedType(field.type).name.endsWith('Connection')) continue;
      for (const text of argumentProblems(field)) yield { coordinate: `${type.name}.${field.name}`, text };
    }
  }
  const pageInfo = schema.getType('PageInfo');
  if (isObjectType(pageInfo)) {
    yield* fieldProblems(pageInfo, {
      hasNextPage: 'Boolean!',
      hasPreviousPage: 'Boolean!',
      startCursor: 'String',
      endCursor: 'String',
    });
  }
};

function* connectionProblems(type: GraphQLObjectType): Generator<Problem> {
  yield* fieldProblems(type, { edges: null, pageInfo: 'PageInfo!' });
  const edges = type.getFields().edges;
  if (!edges) return;
  const edge = getNamedType(edges.type);
  const expected = `[${type.name.replace(/Connection$/, 'Edge')}!]!`;
  if (String(edges.type) !== expected) {
    yield { coordinate: `${type.name}.edges`, text: `its type should be ${expected}` };
  } else if (isObjectType(edge)) {
    yield* fieldProblems(edge, { cursor: 'String!', node: null });
  }
}

/** @param expected a field's type by its name; null where any will do. */
function* fieldProblems(type: GraphQLObjectType, expected: Record<string, string | null>): Generator<Problem> {
  for (const [name, wanted] of Object.entries(expected)) {
    const field = type.getFields()[name];
    if (!field) yield { coordinate: type.name, text: `it lacks the field ${name}` };
    else if (wanted !== null && String(field.type) !== wanted) {
      yield { coordinate: `${type.name}.${name}`, text: `its type should be ${wanted}` };
    }
  }
}

function* argumentProblems(field: GraphQLField<unknown, unknown>): Generator<string> {
  const types = new Map(field.args.map(({ name, type }) => [name, String(type)]));
  const pagesBackward = Object.keys(BACKWARD).some((name) => types.has(name));
  for (const [name, type] of Object.entries({ ...FORWARD, ...(pagesBackward && BACKWARD) })) {
    if (types.get(name) !== type) yield `it should take ${name}: ${type}`;
  }
}
