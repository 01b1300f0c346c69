import { type GraphQLField, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import type { Rule } from './rule.ts';

/**
 * A mutation takes one `input` of its own type, or nothing, and answers with its own payload, whose userErrors have a
 * code of the mutation's own enum, a message and the field at fault.
 */
export const mutations: Rule = function* (schema) {
  const fields = schema.getMutationType()?.getFields() ?? {};
  for (const field of Object.values(fields)) {
    const coordinate = `Mutation.${field.name}`;
    for (const text of [...inputProblems(field), ...payloadProblems(field)]) yield { coordinate, text };
  }
};

function* inputProblems({ name, args }: GraphQLField<unknown, unknown>): Generator<string> {
  if (args.length === 0) return;
  const expected = `${pascal(name)}Input`;
  const [input] = args;
  const isOne = args.length === 1 && input?.name === 'input' && String(input.type).replace('!', '') === expected;
  if (!isOne) yield `it should take one argument, input: ${expected}!`;
}

function* payloadProblems({ name, type }: GraphQLField<unknown, unknown>): Generator<string> {
  const payload = getNamedType(type);
  const prefix = pascal(name);
  if (!isObjectType(payload) || String(type) !== `${prefix}Payload!`) {
    yield `its type should be ${prefix}Payload!`;
    return;
  }
  yield* partProblems(payload, { userErrors: `[${prefix}UserError!]!` });
  const error = getNamedType(payload.getFields().userErrors?.type);
  if (!isObjectType(error)) return;
  yield* partProblems(error, { code: `${prefix}ErrorCode!`, message: 'String!', field: '[String!]' });
}

function* partProblems(type: GraphQLObjectType, expected: Record<string, string>): Generator<string> {
  for (const [name, wanted] of Object.entries(expected)) {
    if (String(type.getFields()[name]?.type) !== wanted) yield `${type.name} should have ${name}: ${wanted}`;
  }
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
