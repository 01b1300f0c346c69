import type { PersonMessage } from '@cityevents/messages/person';
import { claimTx } from '@cityevents/messaging/inbox';
import type { EventsDatabase } from '@cityevents/prisma/events';
import { forgetInLogTx } from '../audit-log/forget-people.ts';
import { cancelEvent } from '../event-lifecycle/cancel-event.ts';
import { forgetStaff } from '../staff/forget-staff.ts';
import { inTransaction } from '../transaction.ts';

type PersonDeleted = Extract<PersonMessage, { type: 'person.deleted.v1' }>;

const AT_ONCE = 100;

/**
 * Ends what somebody organized who has deleted their account: events that aren't over are called off, as they would have
 * done it themselves, and what was never published is deleted. Events that are over stay, under an id without a person;
 * what they did to anybody's events stays in the log, as done by nobody.
 *
 * Cut short, it calls off what is left when the message comes again; the inbox row is written with the last step.
 */
export async function forgetOrganizer(database: EventsDatabase, message: PersonDeleted): Promise<void> {
  const organizerId = message.data.userId;
  await forgetStaff(database, organizerId);
  const findNext = (last: string | undefined) =>
    database.event.findMany({
      where: { organizerId, state: 'PUBLISHED', endsAt: { gt: new Date() }, ...(last && { id: { gt: last } }) },
      select: { id: true },
      orderBy: { id: 'asc' },
      take: AT_ONCE,
    });
  for (let page = await findNext(undefined); page.length > 0; page = await findNext(page.at(-1)?.id)) {
    // One that is refused was called off, or ended, meanwhile.
    for (const { id } of page) await cancelEvent(database, organizerId, id);
  }
  await inTransaction(database, async (tx) => {
    if (!(await claimTx(tx, 'events', message))) return;
    await tx.$executeRaw`
      DELETE FROM audit_entries USING events
      WHERE events.id = event_id AND organizer_id = ${organizerId}::uuid AND published_at IS NULL`;
    await tx.event.deleteMany({ where: { organizerId, publishedAt: null } });
    await forgetInLogTx(tx, organizerId);
    // Their id alone stays, so that what comes late brings nothing back.
    const gone = { emailVerified: null, sequence: BigInt(message.sequence) };
    await tx.person.upsert({ where: { userId: organizerId }, create: { userId: organizerId, ...gone }, update: gone });
  });
}
