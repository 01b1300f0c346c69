import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { removeStaff as remove } from '../staff/remove-staff.ts';

type Arguments = { input: { eventId: string; staffMemberId: string } };

export async function removeStaff(_root: unknown, { input }: Arguments, { database, viewer }: Context) {
  const { userId } = requireViewer(viewer);
  const { event, refusals } = await remove(database, userId, input.eventId, input.staffMemberId);
  return { event: event ?? null, userErrors: refusals ?? [] };
}
