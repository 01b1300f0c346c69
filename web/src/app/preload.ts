import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { client, session } from './apollo-client.ts';

/**
 * Asks for what a page will need while its code is still on its way; the page's own query finds it in the cache, or joins
 * the request. What goes wrong is that query's to tell. `afresh` asks though the cache has an answer. Returns what a route's
 * loader has to return: nothing, so that no page waits for it.
 */
export function preload<Data, Variables extends OperationVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { afresh = false }: { afresh?: boolean } = {},
): null {
  const options: { query: TypedDocumentNode<Data, OperationVariables>; variables: OperationVariables } = {
    query: query as TypedDocumentNode<Data, OperationVariables>,
    variables,
  };
  client.query({ ...options, fetchPolicy: afresh ? 'network-only' : 'cache-first' }).catch(() => {});
  return null;
}

/**
 * Asks again for what a page shows already; the answer comes to it through the cache. Where none comes, or half of one, what
 * is shown stays.
 */
export function askAgain<Data, Variables extends OperationVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): void {
  const options: { query: TypedDocumentNode<Data, OperationVariables>; variables: OperationVariables } = {
    query: query as TypedDocumentNode<Data, OperationVariables>,
    variables,
  };
  client
    .query({ ...options, fetchPolicy: 'network-only', errorPolicy: 'none', context: { canBeOvertaken: true } })
    .catch(() => {});
}

/** The same as `preload` for what only somebody with an account may ask: who is signed out would be refused, and is sent to the door instead. */
export function preloadOwn<Data, Variables extends OperationVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): null {
  void session.freshToken().then((token) => token && preload(query, variables, { afresh: true }));
  return null;
}
