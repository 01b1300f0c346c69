import type { ApolloServerPlugin } from '@apollo/server';
import { type Requirement, type Rights, readRights, refusalOf } from '@cityevents/viewer/rights';
import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  print,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { RequestContext } from './request-context.ts';

/** A field of an operation that not everybody may ask for. */
type GuardedField = { node: FieldNode; coordinate: string; requirement: Requirement };

/**
 * What @apollo/gateway needs to enforce rights, which it can't do itself: it refuses a supergraph that says it must be
 * (`for: SECURITY`). So it gets the supergraph without these words, and only together with the plugin that does what they
 * ask for. Without the plugin there is no supergraph that it would load; and the plugin refuses to serve a schema whose
 * rights it wasn't told.
 *
 * The plugin looks at the operation before anything is planned or fetched, and refuses it as a whole. A field counts
 * whether or not `@include` would take it in.
 */
export function enforceRights(): {
  /** The supergraph as @apollo/gateway takes it. */
  loadable: (supergraph: DocumentNode) => string;
  /** Takes up the rights of a schema that will be served. */
  learn: (schema: GraphQLSchema, supergraph: DocumentNode) => void;
  plugin: ApolloServerPlugin<RequestContext>;
} {
  const bySchema = new WeakMap<GraphQLSchema, Rights>();
  const known = new WeakMap<OperationDefinitionNode, GuardedField[]>();

  const guardedFieldsOf = (document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema) => {
    const rights = bySchema.get(schema);
    if (!rights) throw new Error('Nobody said who may ask for what in this schema');
    // Documents are parsed once and kept as long as their schema, so an operation is the same object each time it is sent.
    const found = known.get(operation) ?? findGuardedFields(document, operation, schema, rights);
    known.set(operation, found);
    return found;
  };

  return {
    loadable: (supergraph) => print(withoutSecurityLinks(supergraph)),
    learn: (schema, supergraph) => void bySchema.set(schema, readRights(supergraph)),
    plugin: {
      requestDidStart: async () => ({
        didResolveOperation: async ({ document, operation, schema, contextValue }) => {
          if (!operation) return;
          for (const { node, coordinate, requirement } of guardedFieldsOf(document, operation, schema)) {
            const refusal = refusalOf(requirement, contextValue.viewer);
            if (!refusal) continue;
            const status = refusal.extensions.code === 'UNAUTHENTICATED' ? 401 : 403;
            throw new GraphQLError(`${coordinate}: ${refusal.message}`, {
              nodes: node,
              extensions: { ...refusal.extensions, http: { status } },
            });
          }
        },
      }),
    },
  };
}

function findGuardedFields(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  rights: Rights,
): GuardedField[] {
  const found: GuardedField[] = [];
  const typeInfo = new TypeInfo(schema);
  // With the fragments it uses, and without other operations.
  const alone = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  const enter = (node: FieldNode) => {
    const parent = typeInfo.getParentType();
    if (!isCompositeType(parent)) return;
    // A field of an interface may turn out to be that of any type that has it.
    const types = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
    for (const { name } of types) {
      const coordinate = `${name}.${node.name.value}`;
      const requirement = rights.get(coordinate);
      if (requirement) found.push({ node, coordinate, requirement });
    }
  };
  visit(alone, visitWithTypeInfo(typeInfo, { Field: enter }));
  return found;
}

const ENFORCED_HERE = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes)\//;

/** The supergraph without `for: SECURITY` where it is enforced here. Of anything else it says so still, and isn't loaded. */
function withoutSecurityLinks(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    Directive: (node) => (node.name.value === 'link' && isEnforcedHere(node) ? withoutFor(node) : undefined),
  });
}

function isEnforcedHere({ arguments: given }: DirectiveNode): boolean {
  const url = given?.find(({ name }) => name.value === 'url')?.value;
  return url?.kind === Kind.STRING && ENFORCED_HERE.test(url.value);
}

function withoutFor(link: DirectiveNode): DirectiveNode {
  const isFor = ({ name }: ArgumentNode) => name.value === 'for';
  return { ...link, arguments: (link.arguments ?? []).filter((argument) => !isFor(argument)) };
}
