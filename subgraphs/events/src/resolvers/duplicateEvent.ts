import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { duplicateEvent as duplicate } from '../event-lifecycle/duplicate-event.ts';
import { toPayload } from '../payload.ts';

type Arguments = { input: { eventId: string; startsAt?: Date | null } };

export async function duplicateEvent(_root: unknown, { input }: Arguments, { database, viewer }: Context) {
  const { userId } = requireViewer(viewer);
  return toPayload(await duplicate(database, userId, input.eventId, input.startsAt));
}
