import { GraphQLError } from 'graphql';

/** Of each request the parts it has had. */
const exported = new WeakMap<object, Set<string>>();

/**
 * Lets a request have a part of the data export once. Each alias of it would read and send everything again, up to
 * millions of characters each.
 *
 * @param context the request's.
 * @param part which, where a subgraph has several.
 * @throws GraphQLError BAD_USER_INPUT the second time.
 */
export function exportOnce<T>(context: object, work: () => Promise<T>, part = ''): Promise<T> {
  const parts = exported.get(context) ?? new Set();
  if (parts.has(part)) {
    const message = 'Ask for each part of the export once in a request.';
    throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
  }
  exported.set(context, parts.add(part));
  return work();
}
