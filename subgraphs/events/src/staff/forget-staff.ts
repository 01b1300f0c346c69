import type { EventsDatabase } from '@cityevents/prisma/events';
import { lockEventTx } from '../event-lifecycle/event-locks.ts';
import { inTransaction } from '../transaction.ts';
import { goneTx } from './remove-staff.ts';
import { tellStaffTx } from './tell-staff.ts';

/**
 * Takes somebody who has deleted their account off every staff, and takes the invitations back that they sent and nobody has
 * answered. An event a time: cut short it goes on where it stopped, and repeated it finds nothing to do.
 */
export async function forgetStaff(database: EventsDatabase, userId: string): Promise<void> {
  const theirs = { OR: [{ userId }, { invitedBy: userId, acceptedAt: null, removedAt: null }] };
  for (;;) {
    const next = await database.staffMember.findFirst({ where: theirs, select: { eventId: true } });
    if (!next) return;
    await inTransaction(database, async (tx) => {
      const event = await lockEventTx(tx, next.eventId);
      const now = new Date();
      await goneTx(tx, { eventId: next.eventId, ...theirs }, now);
      if (event?.staff.some((member) => member.userId === userId)) await tellStaffTx(tx, event, now);
    });
  }
}
