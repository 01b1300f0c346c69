import type { Event, EventsDatabase, EventsTransaction, Prisma } from '@cityevents/prisma/events';
import { recordTx } from '../audit-log/record.ts';
import { readId } from '../event-input/event-id.ts';
import { lockEventTx } from '../event-lifecycle/event-locks.ts';
import { isVisibleTo, roleOf } from '../rights.ts';
import { inTransaction } from '../transaction.ts';
import { refuseStaffing, type StaffRefusal } from './refuse.ts';
import { mayStaff } from './staff-rules.ts';
import { tellStaffTx } from './tell-staff.ts';

type Removed = { event: Event; refusals?: never } | { event?: never; refusals: StaffRefusal[] };

/** Takes somebody off an event's staff, or an invitation back. Everybody may take themselves off, whatever has become of the event. */
export async function removeStaff(
  database: EventsDatabase,
  viewerId: string,
  eventId: string,
  staffMemberId: string,
): Promise<Removed> {
  return inTransaction<Removed>(database, async (tx) => {
    const event = await lockEventTx(tx, eventId);
    const viewerRole = event && roleOf(event, viewerId);
    if (!event || !isVisibleTo(event, viewerRole)) return { refusals: [refuseStaffing('EVENT_NOT_FOUND')] };
    const id = readId(staffMemberId);
    const member = id && (await tx.staffMember.findUnique({ where: { id, eventId: event.id, removedAt: null } }));
    const isOneself = member ? member.userId === viewerId : false;
    // Who may take nobody off isn't told who is there.
    if (!isOneself && !mayStaff(viewerRole, member ? member.role : 'DOOR')) {
      return { refusals: [refuseStaffing('NOT_ORGANIZER')] };
    }
    if (!member) return { refusals: [refuseStaffing('STAFF_MEMBER_NOT_FOUND')] };
    const now = new Date();
    await goneTx(tx, { id: member.id }, now);
    const changes = [{ field: 'role', before: member.role, after: null }];
    const deed = { eventId: event.id, at: now, actorId: viewerId, subjectId: member.userId, changes };
    await recordTx(tx, [{ ...deed, action: 'STAFF_REMOVED' }]);
    return { event: member.userId === null ? event : await tellStaffTx(tx, event, now) };
  });
}

/** Leaves nothing of those members but that they were there. The locks of their events must be held. */
export async function goneTx(tx: EventsTransaction, where: Prisma.StaffMemberWhereInput, now: Date): Promise<void> {
  await tx.staffMember.updateMany({
    where: { AND: [where, { removedAt: null }] },
    data: { removedAt: now, userId: null, email: null, tokenHash: null },
  });
}
