import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { cancelEvent as cancel } from '../event-lifecycle/cancel-event.ts';
import { toPayload } from '../payload.ts';

type Arguments = { input: { eventId: string } };

export async function cancelEvent(_root: unknown, { input }: Arguments, { database, viewer }: Context) {
  const { userId } = requireViewer(viewer);
  return toPayload(await cancel(database, userId, input.eventId));
}
