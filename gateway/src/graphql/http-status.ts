import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from './request-context.ts';

/** What is wrong with a document or its variables: no fault of the transport. */
const DOCUMENT_FAULTS = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/** What the parser says of a document longer than it may be: a refusal, whatever the client asks for. */
const TOO_LONG = /tokens\. Parsing aborted/;

/**
 * Answers faults of the document with 200 where the client asks for `application/json`, as GraphQL over HTTP wants it
 * (section 6.4.1): clients that old take another status for a fault on the way. Who asks for
 * `application/graphql-response+json` gets the 400.
 */
export const httpStatus: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response }) => {
      if (response.http.status !== 400 || response.body.kind !== 'single') return;
      if (request.http?.headers.get('accept')?.includes('application/graphql-response+json')) return;
      const [error] = response.body.singleResult.errors ?? [];
      if (!error || TOO_LONG.test(error.message)) return;
      if (DOCUMENT_FAULTS.has(String(error.extensions?.code))) response.http.status = 200;
    },
  }),
};
