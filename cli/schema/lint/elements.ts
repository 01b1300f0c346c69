import {
  type GraphQLArgument,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

/** An element of a schema, with its coordinate. */
export type Element =
  | { kind: 'type'; coordinate: string; element: GraphQLNamedType }
  | { kind: 'field'; coordinate: string; element: GraphQLField<unknown, unknown> }
  | { kind: 'argument'; coordinate: string; element: GraphQLArgument }
  | { kind: 'input field'; coordinate: string; element: GraphQLInputField }
  | { kind: 'enum value'; coordinate: string; element: GraphQLEnumValue };

/** Each element of the schema that isn't GraphQL's own. */
export function* elementsOf(schema: GraphQLSchema): Generator<Element> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    yield { kind: 'type', coordinate: type.name, element: type };
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        const coordinate = `${type.name}.${field.name}`;
        yield { kind: 'field', coordinate, element: field };
        for (const argument of field.args) {
          yield { kind: 'argument', coordinate: `${coordinate}(${argument.name}:)`, element: argument };
        }
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        yield { kind: 'input field', coordinate: `${type.name}.${field.name}`, element: field };
      }
    } else if (isEnumType(type)) {
      for (const value of type.getValues()) {
        yield { kind: 'enum value', coordinate: `${type.name}.${value.name}`, element: value };
      }
    }
  }
}
