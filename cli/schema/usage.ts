import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Somebody's operations, by a name that tells a reviewer whose they are. */
export type NamedDocument = { name: string; document: DocumentNode };

/** Which documents need a schema element, by its coordinate: `Event`, `Event.title`, `Query.feed.kind`, `FeedKind.NEWEST`. */
export type Usage = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds what of a schema documents rest on. In doubt something counts as used: all that a variable of an input type may
 * hold, and each value of an enum that is asked for. What the schema doesn't have is passed over.
 */
export function collectUsage(schema: GraphQLSchema, documents: readonly NamedDocument[]): Usage {
  const usage = new Map<string, Set<string>>();
  for (const { name, document } of documents) {
    const use = (coordinate: string) => {
      const users = usage.get(coordinate) ?? new Set();
      usage.set(coordinate, users.add(name));
    };
    useDocument(schema, document, use);
  }
  return usage;
}

function useDocument(schema: GraphQLSchema, document: DocumentNode, use: (coordinate: string) => void): void {
  const typeInfo = new TypeInfo(schema);
  const seenInputs = new Set<string>();

  function useInput(type: GraphQLInputType): void {
    const named = getNamedType(type);
    if (seenInputs.has(named.name)) return;
    seenInputs.add(named.name);
    use(named.name);
    if (isEnumType(named)) for (const { name } of named.getValues()) use(`${named.name}.${name}`);
    if (!isInputObjectType(named)) return;
    for (const field of Object.values(named.getFields())) {
      use(`${named.name}.${field.name}`);
      useInput(field.type);
    }
  }

  const visitor = visitWithTypeInfo(typeInfo, {
    Field: ({ name }) => {
      const parent = typeInfo.getParentType();
      const field = typeInfo.getFieldDef();
      if (!parent || !field) return;
      // A field of an interface is that of every type that has it.
      for (const type of isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent]) {
        use(type.name);
        use(`${type.name}.${name.value}`);
      }
      const type = getNamedType(field.type);
      use(type.name);
      if (isEnumType(type)) for (const value of type.getValues()) use(`${type.name}.${value.name}`);
    },
    InlineFragment: ({ typeCondition }) => {
      if (typeCondition) use(typeCondition.name.value);
    },
    FragmentDefinition: ({ typeCondition }) => use(typeCondition.name.value),
    Argument: ({ name }) => {
      const parent = typeInfo.getParentType();
      const field = typeInfo.getFieldDef();
      if (parent && field && !typeInfo.getDirective()) use(`${parent.name}.${field.name}.${name.value}`);
    },
    ObjectField: ({ name }) => {
      const parent = getNamedType(typeInfo.getParentInputType());
      if (parent) use(`${parent.name}.${name.value}`);
    },
    EnumValue: (node) => {
      const type = getNamedType(typeInfo.getInputType());
      if (type) use(`${type.name}.${node.value}`);
    },
    VariableDefinition: ({ type: node }) => {
      const type = typeFromAST(schema, node as Parameters<typeof typeFromAST>[1] & { kind: 'NamedType' });
      if (type) useInput(type as GraphQLInputType);
    },
  });
  visit(document, visitor);
}
