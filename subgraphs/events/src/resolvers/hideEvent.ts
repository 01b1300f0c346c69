import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { hideEvent as hide } from '../hiding/hide-event.ts';
import { toPayload } from '../payload.ts';

type Arguments = { input: { eventId: string; reason: string } };

export async function hideEvent(_root: unknown, { input }: Arguments, { database, viewer }: Context) {
  const { userId } = requireViewer(viewer);
  return toPayload(await hide(database, userId, input.eventId, input.reason));
}
