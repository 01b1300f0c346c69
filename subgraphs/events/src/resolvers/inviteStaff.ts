import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { type Invitation, inviteStaff as invite } from '../staff/invite-staff.ts';

export async function inviteStaff(_root: unknown, { input }: { input: Invitation }, { database, viewer }: Context) {
  const inviter = requireViewer(viewer);
  const { member, refusals } = await invite(database, inviter, input);
  return { staffMember: member ?? null, userErrors: refusals ?? [] };
}
