import type { Context } from '../../context.ts';
import { readEvent } from '../../event-reading/event-loader.ts';

// In a folder of its own: beside Event.ts, a file system that ignores case would have room for only one of the two.
export function event(_root: unknown, { id }: { id: string }, context: Context) {
  return readEvent(context, id);
}
