import type { Event, EventsDatabase } from '@cityevents/prisma/events';
import { recordTx } from '../audit-log/record.ts';
import { lockEventTx } from '../event-lifecycle/event-locks.ts';
import { isOrganizer, roleOf } from '../rights.ts';
import { inTransaction } from '../transaction.ts';
import { hashInvitationToken } from './invitation-token.ts';
import { refuseStaffing, type StaffRefusal } from './refuse.ts';
import { goneTx } from './remove-staff.ts';
import { tellStaffTx } from './tell-staff.ts';

type Accepted = { event: Event; refusals?: never } | { event?: never; refusals: StaffRefusal[] };

/**
 * Takes the person onto the staff they were invited to: whoever has the mail, whatever address they signed up with. A role
 * they have there already is replaced by that of the invitation. Repeating it changes nothing.
 */
export async function acceptInvitation(database: EventsDatabase, userId: string, token: string): Promise<Accepted> {
  const tokenHash = hashInvitationToken(token);
  const invited = await database.staffMember.findUnique({ where: { tokenHash }, select: { eventId: true } });
  if (!invited) return { refusals: [refuseStaffing('INVITATION_NOT_GOOD')] };
  return inTransaction<Accepted>(database, async (tx) => {
    const event = await lockEventTx(tx, invited.eventId);
    const now = new Date();
    // Again, as it may have been taken, or taken back, meanwhile.
    const member = await tx.staffMember.findUnique({ where: { tokenHash } });
    if (event && member?.userId === userId) return { event };
    if (!event || !member || member.userId !== null || member.expiresAt <= now) {
      return { refusals: [refuseStaffing('INVITATION_NOT_GOOD')] };
    }
    if (isOrganizer(event, userId)) return { refusals: [refuseStaffing('OWN_EVENT')] };
    await goneTx(tx, { eventId: event.id, userId }, now);
    await tx.staffMember.update({ where: { id: member.id }, data: { userId, email: null, acceptedAt: now } });
    const changes = [{ field: 'role', before: roleOf(event, userId), after: member.role }];
    const deed = { eventId: event.id, at: now, actorId: userId, subjectId: userId, changes };
    await recordTx(tx, [{ ...deed, action: 'STAFF_JOINED' }]);
    return { event: await tellStaffTx(tx, event, now) };
  });
}
