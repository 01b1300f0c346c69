import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { updateEvent as update } from '../event-lifecycle/update-event.ts';
import { toPayload } from '../payload.ts';

type Arguments = { input: { eventId: string; onlyIfDraft?: boolean | null } };

export async function updateEvent(_root: unknown, { input }: Arguments, { database, viewer }: Context) {
  const { userId } = requireViewer(viewer);
  const { eventId, onlyIfDraft, ...fields } = input;
  return toPayload(await update(database, userId, eventId, fields, { onlyIfDraft: onlyIfDraft === true }));
}
