import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { createEvent as create } from '../event-lifecycle/create-event.ts';
import { toPayload } from '../payload.ts';

export async function createEvent(_root: unknown, { input }: { input: object }, { database, viewer }: Context) {
  const { userId } = requireViewer(viewer);
  return toPayload(await create(database, userId, input));
}
