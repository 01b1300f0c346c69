import type { ApolloServer } from '@apollo/server';
import type { Logger } from '@cityevents/service/logger';
import { everyScope } from '@cityevents/viewer/scopes';
import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  parse,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import type { Manifest } from './persisted-documents.ts';
import type { RequestContext } from './request-context.ts';

/**
 * Runs the web app's operations once without asking any subgraph, so that each is parsed, validated and planned before the
 * first person waits for it. What can't be planned is told in the log: it will fail for people too.
 */
export async function warmUp(
  apollo: ApolloServer<RequestContext>,
  schema: GraphQLSchema,
  manifest: Manifest,
  logger: Logger,
): Promise<void> {
  for (const { name, text } of manifest.values()) {
    const contextValue = { ...nobodysContext };
    const request = { query: text, operationName: name, variables: variablesFor(text, schema) };
    const { body } = await apollo.executeOperation(request, { contextValue });
    const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
    const unexpected = errors.filter(({ extensions }) => extensions?.code !== 'SERVICE_UNAVAILABLE');
    if (unexpected.length > 0) logger.warn({ operation: name, errors: unexpected }, 'an operation can’t be planned');
  }
  logger.info({ operations: manifest.size }, 'the web app’s operations are planned');
}

const nobodysContext: RequestContext = {
  requestId: 'warm-up',
  viewer: { userId: 'nobody', sessionId: null, scopes: new Set(everyScope), emailVerified: false },
  forwarded: {},
  cookie: undefined,
  setCookie: () => {},
  sent: {},
  idempotencyKey: undefined,
  isOurPage: true,
  chargeMore: async () => null,
  cost: null,
  isOutcomeUnknown: false,
  isWarmUp: true,
  observation: undefined,
};

/** Values for the variables that must have one; which, is all the same to the plan. */
function variablesFor(text: string, schema: GraphQLSchema): Record<string, unknown> {
  const definitions = parse(text).definitions.flatMap((node): readonly VariableDefinitionNode[] =>
    node.kind === Kind.OPERATION_DEFINITION ? (node.variableDefinitions ?? []) : [],
  );
  const required = definitions.filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue);
  return Object.fromEntries(
    required.map(({ variable, type }) => {
      const found = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1] & { kind: Kind.NON_NULL_TYPE });
      return [variable.name.value, found && anyValueOf(found as GraphQLInputType)];
    }),
  );
}

function anyValueOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return anyValueOf(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, anyValueOf(field.type)]));
  }
  if (type.name === 'Boolean') return false;
  return type.name === 'Int' || type.name === 'Float' ? 1 : '';
}
