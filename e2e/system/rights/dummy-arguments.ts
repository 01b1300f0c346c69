import {
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

/** Values that fit the type and mean nothing; `known` fills fields by their name, and other optional ones are left out. */
function dummy(type: GraphQLInputType, known: Record<string, unknown>): unknown {
  if (isNonNullType(type)) return dummy(type.ofType, known);
  if (isListType(type)) return [dummy(type.ofType, known)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(({ name, type: of }) => isNonNullType(of) || name in known);
    return Object.fromEntries(required.map(({ name, type: of }) => [name, known[name] ?? dummy(of, known)]));
  }
  const values: Record<string, unknown> = {
    ID: '01980000-0000-7000-8000-000000000001',
    String: 'x',
    Boolean: false,
    Int: 1,
    Float: 1,
    DateTime: '2030-01-01T00:00:00Z',
  };
  return values[getNamedType(type).name];
}

/** A field's required arguments, as variables and as the text that uses them. */
export function dummyArguments(args: readonly GraphQLArgument[], known: Record<string, unknown>) {
  const required = args.filter(({ type, name }) => isNonNullType(type) || name === 'input');
  const declared = required.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const used = required.map(({ name }) => `${name}: $${name}`).join(', ');
  const variables = Object.fromEntries(required.map(({ name, type }) => [name, known[name] ?? dummy(type, known)]));
  return { declared: declared && `(${declared})`, used: used && `(${used})`, variables };
}
