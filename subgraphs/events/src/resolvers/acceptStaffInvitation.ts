import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { acceptInvitation } from '../staff/accept-invitation.ts';

type Arguments = { input: { token: string } };

export async function acceptStaffInvitation(_root: unknown, { input }: Arguments, { database, viewer }: Context) {
  const { userId } = requireViewer(viewer);
  const { event, refusals } = await acceptInvitation(database, userId, input.token);
  return { event: event ?? null, userErrors: refusals ?? [] };
}
