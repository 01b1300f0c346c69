import { ApolloLink } from '@apollo/client';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { from as observableFrom, switchMap } from 'rxjs';
import type { SessionKeeper } from './session-keeper.ts';

declare module '@apollo/client' {
  interface DefaultContext {
    /** True for what makes or ends a session: it carries no token and waits for none. */
    sessionless?: boolean;
    headers?: Record<string, string>;
    /** Set when an operation has been sent again with a renewed token; it is not sent a third time. */
    renewedFor?: boolean;
  }
}

/** Whether an answer says that the access token was missing, too old or not accepted. */
export function isUnauthenticated(error: unknown): boolean {
  if (CombinedGraphQLErrors.is(error)) {
    return error.errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
  }
  return ServerError.is(error) && error.statusCode === 401;
}

/** Sends the access token along, and after UNAUTHENTICATED renews the session and sends the operation once more. */
export function createSessionLink(keeper: SessionKeeper): ApolloLink {
  const authorize = new SetContextLink(async ({ headers, sessionless }) => {
    if (sessionless) return {};
    const token = await keeper.freshToken();
    return token ? { headers: { ...headers, authorization: `Bearer ${token}` } } : {};
  });

  const renewOnce = new ErrorLink(({ error, operation, forward }) => {
    const { sessionless, renewedFor, headers } = operation.getContext();
    if (sessionless || renewedFor || !headers?.authorization || !isUnauthenticated(error)) return;
    return observableFrom(keeper.refresh()).pipe(
      switchMap(() => {
        const state = keeper.getState();
        const token = state.status === 'signed-in' ? state.session.accessToken : null;
        operation.setContext({
          renewedFor: true,
          headers: token ? { ...headers, authorization: `Bearer ${token}` } : {},
        });
        return forward(operation);
      }),
    );
  });

  return ApolloLink.from([authorize, renewOnce]);
}
