import { unwrapResolverError } from '@apollo/server/errors';
import type { Logger } from '@cityevents/service/logger';
import type { GraphQLFormattedError } from 'graphql';

/** Codes a client may see with their message. Everything else is a fault of ours, and is masked. */
const PUBLIC_CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'RATE_LIMITED',
  'QUERY_TOO_COMPLEX',
  'CURSOR_EXPIRED',
  'SERVICE_UNAVAILABLE',
  'TIMEOUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_DOCUMENT_REQUIRED',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/** What Apollo Server says of hashes that clients send wrongly, without a code; and what we say instead. */
const HASH_FAULTS: Record<string, string> = {
  'provided sha does not match query': 'extensions.persistedQuery.sha256Hash is not the SHA-256 of the document.',
  'Unsupported persisted query version': 'extensions.persistedQuery.version must be 1.',
};

/** What a client sees of an error: no stack, no subgraph's name or address, no text of a library that failed. */
export function maskError(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const code = String(formatted.extensions?.code);
    const { locations, path } = formatted;
    const where = { ...(locations && { locations }), ...(path && { path }) };
    if (PUBLIC_CODES.has(code)) {
      const { argumentName, retryAfterSeconds } = formatted.extensions ?? {};
      const extensions = {
        code,
        ...(argumentName ? { argumentName } : {}),
        ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
      };
      return { message: formatted.message, ...where, extensions };
    }
    const hashFault = HASH_FAULTS[formatted.message];
    if (hashFault && !path) return { message: hashFault, extensions: { code: 'BAD_REQUEST' } };
    // A subgraph has logged its own faults; what is left was met here.
    if (code !== 'INTERNAL_SERVER_ERROR' || !path)
      logger.error({ err: unwrapResolverError(error) }, 'unexpected error');
    return {
      message: 'Something went wrong on our side. Please try again.',
      ...where,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}
