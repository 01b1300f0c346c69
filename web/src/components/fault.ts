import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** What a person can be told about something that went wrong. */
export interface Fault {
  readonly message: string;
  /** Names the request in the server's log; null when the request did not get that far. */
  readonly requestId: string | null;
}

const messages = {
  unreachable: 'CityEvents can’t be reached. Check your connection and try again.',
  limited: 'That was a lot at once. Wait a moment and try again.',
  expired: 'This list is too old to go on from here. Start it again from the top.',
  signedOut: 'You’re signed out. Sign in and try again.',
  broken: 'Something went wrong on our side. Please try again.',
};

function requestIdIn(extensions: Record<string, unknown> | undefined): string | null {
  return typeof extensions?.requestId === 'string' ? extensions.requestId : null;
}

function hasCode(error: unknown, code: string): boolean {
  return CombinedGraphQLErrors.is(error) && error.errors.some(({ extensions }) => extensions?.code === code);
}

/** Whether a list can't be read on from where it was, and has to be started again. */
export const isCursorExpired = (error: unknown): boolean => hasCode(error, 'CURSOR_EXPIRED');

/** Whether it was too much for this minute, and may be asked again in the next. */
export const isRateLimited = (error: unknown): boolean =>
  hasCode(error, 'RATE_LIMITED') || (ServerError.is(error) && error.statusCode === 429);

/** Puts an error into words: never the server's own, which are for programs. */
export function describeFault(error: unknown): Fault {
  if (CombinedGraphQLErrors.is(error)) {
    const requestId =
      error.errors.map(({ extensions }) => requestIdIn(extensions)).find((id) => id !== null) ??
      requestIdIn(error.extensions);
    if (isRateLimited(error)) return { message: messages.limited, requestId };
    if (isCursorExpired(error)) return { message: messages.expired, requestId };
    if (hasCode(error, 'UNAUTHENTICATED')) return { message: messages.signedOut, requestId };
    return { message: messages.broken, requestId };
  }
  if (ServerError.is(error)) {
    const message = isRateLimited(error) ? messages.limited : messages.broken;
    return { message, requestId: error.response.headers.get('x-request-id') };
  }
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) {
    return { message: messages.unreachable, requestId: null };
  }
  return { message: messages.broken, requestId: null };
}
