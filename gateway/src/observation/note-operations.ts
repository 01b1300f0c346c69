import type { ApolloServerPlugin } from '@apollo/server';
import type { Manifest } from '../graphql/persisted-documents.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import type { Outcome } from './observation.ts';

/** Codes of what went wrong on our side. Whatever else has a code is for the client to mend. */
const FAULTS = new Set(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'TIMEOUT']);

/** Notes which operation a request turns out to be, and what became of it. */
export function noteOperations(manifest: Manifest): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ queryHash, operation, contextValue: { observation } }) => {
        if (!observation) return;
        observation.operation = manifest.get(queryHash)?.name ?? 'other';
        observation.documentHash = queryHash;
        observation.span?.setAttributes({
          'graphql.operation.type': operation?.operation,
          'graphql.operation.name': operation?.name?.value,
        });
      },
      willSendResponse: async ({ response, contextValue: { observation } }) => {
        if (observation && response.body.kind === 'single')
          observation.outcome = outcomeOf(response.body.singleResult.errors ?? []);
      },
    }),
  };
}

function outcomeOf(errors: readonly { extensions?: Record<string, unknown> | undefined }[]): Outcome {
  if (errors.length === 0) return 'ok';
  return errors.some(({ extensions }) => FAULTS.has(String(extensions?.code))) ? 'fault' : 'refused';
}
