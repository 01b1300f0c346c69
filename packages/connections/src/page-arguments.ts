import { badArgument } from './bad-argument.ts';

/** The four arguments of a Relay connection, as a resolver gets them. Null counts as not given. */
export type ConnectionArguments = {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
};

/** Which page is asked for. Cursors are still text: only their list can read them. */
export type PageArguments = {
  /** How many edges at most. */
  limit: number;
  /** Forward counts from the front of what the cursors leave, backward from its back. The order of edges is the same. */
  direction: 'forward' | 'backward';
  after: string | null;
  before: string | null;
};

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/**
 * Checks the arguments of a connection.
 *
 * `first` and `last` together are refused: the Relay specification allows the pair but strongly discourages it. `after`
 * and `before` may stand together and with either: the page is then taken from between them, as the specification's
 * ApplyCursorsToEdges does (nothing lies between cursors that have crossed). Without `first` and `last` the page is the first 20, also when only `before` is given.
 *
 * @throws GraphQLError BAD_USER_INPUT that says which argument is wrong and why.
 */
export function readPageArguments({ first, after, last, before }: ConnectionArguments): PageArguments {
  if (first != null && last != null) {
    throw badArgument('last', 'first and last cannot be used together; ask for a page from one end of the list.');
  }
  const direction = last != null ? 'backward' : 'forward';
  const limit = readSize(direction === 'backward' ? 'last' : 'first', last ?? first ?? DEFAULT_PAGE_SIZE);
  return { limit, direction, after: after ?? null, before: before ?? null };
}

function readSize(argumentName: string, size: number): number {
  if (Number.isInteger(size) && size >= 1 && size <= MAX_PAGE_SIZE) return size;
  throw badArgument(argumentName, `must be between 1 and ${MAX_PAGE_SIZE}, and was ${size}.`);
}
