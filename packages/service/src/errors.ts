import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from './logger.ts';

/** Codes of what is wrong with a request before any resolver runs; a scalar's complaint about a value is among them. */
const REQUEST_FAULTS = new Set(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']);

/**
 * What a client may see of an error. A GraphQLError thrown on purpose (it has a code) passes; anything else is a fault
 * of ours: logged once with its cause, masked for the client.
 */
export function maskErrors(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const onPurpose = original instanceof GraphQLError && original.originalError === undefined;
    if (!formatted.path && REQUEST_FAULTS.has(String(formatted.extensions?.code))) return formatted;
    if (onPurpose && formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR') return formatted;
    logger.error({ err: original, path: formatted.path }, 'unexpected error');
    return {
      message: 'Something went wrong on our side. Please try again.',
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}
