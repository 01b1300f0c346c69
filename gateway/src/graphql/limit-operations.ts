import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { measureOperation } from './measure-operation.ts';
import type { RequestContext } from './request-context.ts';

/** Beyond what any page of ours asks for several times over: the largest, a full page of the feed, has 3,000 values. */
const MAX_DEPTH = 12;
const MAX_ROOT_FIELDS = 20;
const MAX_VALUES = 10_000;

/** Refuses, before anything is planned or fetched, operations that can't be run and those that ask for too much. */
export const limitOperations: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, operation, request }) => {
      if (!operation) throw noOperation(document, request.operationName);
      if (operation.operation === 'subscription') {
        throw refusal(
          'OPERATION_RESOLUTION_FAILURE',
          'There are no subscriptions; ask again for what may have changed.',
        );
      }
      const problem = excess(document, operation, request.variables ?? {});
      if (problem) throw refusal('QUERY_TOO_COMPLEX', problem);
    },
  }),
};

function excess(document: DocumentNode, operation: OperationDefinitionNode, variables: object): string | null {
  const fragments = document.definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const { depth, rootFields, values } = measureOperation(operation, byName, { ...variables });
  if (depth > MAX_DEPTH) return `Fields may lie ${MAX_DEPTH} deep; here they lie ${depth} deep.`;
  if (rootFields > MAX_ROOT_FIELDS)
    return `An operation may have ${MAX_ROOT_FIELDS} fields at its top; this one has ${rootFields}.`;
  if (values > MAX_VALUES) {
    return `The answer could have ${values === Number.POSITIVE_INFINITY ? 'endlessly many' : values} values; ${MAX_VALUES} are allowed. Ask for fewer fields, or shorter lists by first or last.`;
  }
  return null;
}

function noOperation(document: DocumentNode, operationName: string | undefined): GraphQLError {
  const count = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION).length;
  const message =
    count === 0
      ? 'The document has no operation.'
      : operationName
        ? `The document has no operation named "${operationName}".`
        : `The document has ${count} operations; say by operationName which to run.`;
  return refusal('OPERATION_RESOLUTION_FAILURE', message);
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
