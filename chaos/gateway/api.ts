import type { Person } from '@cityevents/cli/drop/make-people';
import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql';
import type { RandomOperation } from './random-operation.ts';

/** The schema that the gateway tells everybody. */
export async function readSchema(url: string): Promise<GraphQLSchema> {
  const { text } = await post(url, { query: getIntrospectionQuery(), variables: {} });
  return buildClientSchema(JSON.parse(text).data);
}

/** Sends an operation, as somebody if they are given. */
export async function post(url: string, operation: RandomOperation, person?: Person) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(person && { authorization: `Bearer ${person.accessToken}` }),
    },
    body: JSON.stringify(operation),
  });
  return { status: response.status, text: await response.text() };
}
