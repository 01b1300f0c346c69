import type { OrganizerActed } from '@cityevents/messages/organizer';
import { claimTx } from '@cityevents/messaging/inbox';
import type { EventsDatabase } from '@cityevents/prisma/events';
import { recordTx } from '../audit-log/record.ts';
import { inTransaction } from '../transaction.ts';

/** Keeps in the event's log what was done to its seats and attendees; of who has deleted their account since, not that it was they. */
export async function keepDeed(database: EventsDatabase, message: OrganizerActed): Promise<void> {
  const { eventId, actorId, action, attendeeId, changes } = message.data;
  await inTransaction(database, async (tx) => {
    if (!(await claimTx(tx, 'events', message))) return;
    const people = [actorId, ...(attendeeId === null ? [] : [attendeeId])];
    const gone = await tx.person.findMany({ where: { userId: { in: people }, emailVerified: null } });
    const unlessGone = (id: string | null) => (gone.some(({ userId }) => userId === id) ? null : id);
    await recordTx(tx, [
      {
        eventId,
        at: new Date(message.occurredAt),
        actorId: unlessGone(actorId),
        action,
        subjectId: unlessGone(attendeeId),
        changes,
      },
    ]);
  });
}
