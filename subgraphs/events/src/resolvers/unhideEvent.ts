import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { unhideEvent as unhide } from '../hiding/hide-event.ts';
import { toPayload } from '../payload.ts';

type Arguments = { input: { eventId: string } };

export async function unhideEvent(_root: unknown, { input }: Arguments, { database, viewer }: Context) {
  const { userId } = requireViewer(viewer);
  return toPayload(await unhide(database, userId, input.eventId));
}
