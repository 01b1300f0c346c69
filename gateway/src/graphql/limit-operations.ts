import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { measureOperation, type OperationSize } from './measure-operation.ts';
import { type Prices, readPrices } from './prices.ts';
import type { RequestContext } from './request-context.ts';

/** Beyond what any page of ours asks for several times over: the largest, a full page of the feed, has 3,000 values. */
const MAX_DEPTH = 12;
const MAX_ROOT_FIELDS = 20;
const MAX_VALUES = 10_000;
const MAX_ALIASES = 50;
const MAX_DIRECTIVES = 50;
const MAX_COST = 2_000;
/** The cost that a request of the budget stands for: whatever costs more counts as several. */
export const COST_OF_A_REQUEST = 20;

/**
 * Refuses, before anything is planned or fetched, operations that can't be run and those that ask for too much, and
 * charges the others for what they ask for.
 */
export function limitOperations(): {
  /** Takes up what the fields of a schema cost; requests of a schema that isn't known are faults. */
  learn: (schema: GraphQLSchema, supergraph: DocumentNode) => void;
  plugin: ApolloServerPlugin<RequestContext>;
} {
  const bySchema = new WeakMap<
    GraphQLSchema,
    { prices: Prices; known: WeakMap<OperationDefinitionNode, OperationSize> }
  >();

  function measure(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: object,
  ): OperationSize {
    const learned = bySchema.get(schema);
    if (!learned) throw new Error('Nobody said what the fields of this schema cost');
    // Documents are parsed once and kept, so an operation is the same object each time it is sent.
    const known = learned.known.get(operation);
    if (known) return known;
    const size = measureOperation(operation, fragmentsOf(document), { ...variables }, learned.prices);
    if (!size.dependsOnVariables) learned.known.set(operation, size);
    return size;
  }

  return {
    learn: (schema, supergraph) => void bySchema.set(schema, { prices: readPrices(supergraph), known: new WeakMap() }),
    plugin: {
      requestDidStart: async () => ({
        didResolveOperation: async ({ schema, document, operation, request, contextValue }) => {
          if (!operation) throw noOperation(document, request.operationName);
          if (operation.operation === 'subscription') {
            throw refusal(
              'OPERATION_RESOLUTION_FAILURE',
              'There are no subscriptions; ask again for what may have changed.',
            );
          }
          const size = measure(schema, document, operation, request.variables ?? {});
          const problem = excess(size);
          if (problem) throw refusal('QUERY_TOO_COMPLEX', problem);
          await charge(size.cost, contextValue);
        },
      }),
    },
  };
}

async function charge(estimated: number, context: RequestContext): Promise<void> {
  const charged = Math.max(1, Math.ceil(estimated / COST_OF_A_REQUEST));
  context.cost = { estimated, charged };
  // One has been charged for the request itself.
  if (charged === 1) return;
  const retryAfterSeconds = await context.chargeMore(charged - 1);
  if (retryAfterSeconds === null) return;
  const message = `This operation counts as ${charged} requests, more than are left for this minute. Please wait ${retryAfterSeconds} s, or ask for less.`;
  throw new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', retryAfterSeconds, http: { status: 429 } } });
}

function excess({ depth, rootFields, values, cost, aliases, directives }: OperationSize): string | null {
  if (depth > MAX_DEPTH) return `Fields may lie ${MAX_DEPTH} deep; here they lie ${depth} deep.`;
  if (rootFields > MAX_ROOT_FIELDS)
    return `An operation may have ${MAX_ROOT_FIELDS} fields at its top; this one has ${rootFields}.`;
  if (aliases > MAX_ALIASES) return `An operation may have ${MAX_ALIASES} aliases; this one has ${aliases}.`;
  if (directives > MAX_DIRECTIVES)
    return `An operation may have ${MAX_DIRECTIVES} directives; this one has ${directives}.`;
  if (values > MAX_VALUES) {
    return `The answer could have ${values === Number.POSITIVE_INFINITY ? 'endlessly many' : values} values; ${MAX_VALUES} are allowed. Ask for fewer fields, or shorter lists by first or last.`;
  }
  if (cost > MAX_COST)
    return `An operation may cost ${MAX_COST}; this one costs ${cost}. Ask for fewer objects, or shorter lists by first or last.`;
  return null;
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
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
