import { GraphQLError } from 'graphql';

const exporting = new WeakSet<object>();

/**
 * Lets a request have a part of the data export once. Each alias of it would read and send everything again, up to
 * millions of characters each.
 *
 * @param context the request's.
 * @throws GraphQLError BAD_USER_INPUT the second time.
 */
export function exportOnce<T>(context: object, work: () => Promise<T>): Promise<T> {
  if (exporting.has(context)) {
    const message = 'Ask for each part of the export once in a request.';
    throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
  }
  exporting.add(context);
  return work();
}
