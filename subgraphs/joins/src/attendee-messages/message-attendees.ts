import type { OrganizerActed } from '@cityevents/messages/organizer';
import { enqueueTx } from '@cityevents/messaging/outbox';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { mayManage, type Role, roleOf } from '../rights.ts';
import { classifyFault } from '../seats/fault.ts';
import { lockCapacityTx } from '../seats/lock.ts';
import { readStaff } from '../seats/read-staff.ts';
import { busy, eventNotFound, type Refused } from '../seats/refusals.ts';
import type { CapacityRow, Refusal } from '../seats/seat-request.ts';
import type { AttendeeMessage } from './message-input.ts';

/** A mistake can be put right soon; nobody's mailbox is filled. */
const MINUTES_BETWEEN = 10;
/** Long enough to say thank you, and where the slides are. */
const DAYS_AFTER = 30;

/** To how many it goes, or why to nobody. */
export type Messaged = { kind: 'messaged'; recipients: number } | Refused;

/**
 * Has a message mailed to those who have a seat at an event, or wait for one, as of now: it takes the event's next number
 * under its lock, so whoever hears of joins in their order knows who that is.
 */
export async function messageAttendees(
  database: JoinsDatabase,
  viewerId: string,
  eventId: string,
  message: AttendeeMessage,
): Promise<Messaged> {
  try {
    return await database.$transaction(async (tx) => {
      const { locked } = await lockCapacityTx(tx, eventId);
      const [capacity] = locked;
      if (!capacity) return eventNotFound();
      const { messagedAt } = await tx.eventCapacity.findUniqueOrThrow({
        where: { eventId },
        select: { messagedAt: true },
      });
      const staff = await readStaff(tx, [{ eventId, userIds: [viewerId] }]);
      const role = roleOf(capacity, viewerId, staff.get(eventId)?.get(viewerId));
      const refusal = reasonNotTo(capacity, messagedAt, role, message);
      if (refusal) return { kind: 'refused', refusal, eventExists: true };
      const { now } = capacity;
      const fact = { owner: 'joins', aggregateId: eventId, occurredAt: now } as const;
      const sequence = capacity.sequence + 2n;
      await tx.eventCapacity.update({ where: { eventId }, data: { sequence, messagedAt: now } });
      await enqueueTx(tx, [
        { ...fact, type: 'attendees.messaged.v1', sequence: sequence - 1n, data: { eventId, ...message } },
        { ...fact, type: 'organizer.acted.v1', sequence, data: deedOf(eventId, viewerId, message) },
      ]);
      return { kind: 'messaged', recipients: recipientsOf(capacity, message) };
    });
  } catch (error) {
    const verdict = classifyFault(error);
    if (verdict === 'busy' || verdict === 'retry') return busy();
    throw error;
  }
}

/** For the event's log: what was written, and to whom. */
function deedOf(
  eventId: string,
  actorId: string,
  { audience, subject, body }: AttendeeMessage,
): OrganizerActed['data'] {
  const written = Object.entries({ audience, subject, body });
  const changes = written.map(([field, after]) => ({ field, before: null, after }));
  return { eventId, actorId, action: 'ATTENDEES_MESSAGED', attendeeId: null, changes };
}

function reasonNotTo(
  capacity: CapacityRow,
  messagedAt: Date | null,
  role: Role | null,
  message: AttendeeMessage,
): Refusal | null {
  if (!mayManage(role)) {
    const text = 'Only the organizer and the managers of this event may write to who comes.';
    return { code: 'NOT_ORGANIZER', message: text, field: null };
  }
  if (capacity.endsAt.getTime() + DAYS_AFTER * 86_400_000 <= capacity.now.getTime()) {
    const text = `This event ended more than ${DAYS_AFTER} days ago; its attendees can't be written to any more.`;
    return { code: 'EVENT_OVER', message: text, field: null };
  }
  const nextAt = messagedAt && new Date(messagedAt.getTime() + MINUTES_BETWEEN * 60_000);
  if (nextAt && nextAt > capacity.now) {
    const retryAfterSeconds = Math.ceil((nextAt.getTime() - capacity.now.getTime()) / 1_000);
    const text = `The last message went out less than ${MINUTES_BETWEEN} minutes ago. Try again in ${Math.ceil(retryAfterSeconds / 60)} min.`;
    return { code: 'TOO_SOON', message: text, field: null, retryAfterSeconds };
  }
  if (recipientsOf(capacity, message) === 0) {
    const text = { ALL: 'has a seat or waits for one', CONFIRMED: 'has a seat', WAITLISTED: 'waits for a seat' };
    const field = ['input', 'audience'];
    return { code: 'NOBODY_THERE', message: `Nobody ${text[message.audience]}, so nobody would get this.`, field };
  }
  return null;
}

function recipientsOf({ taken, waitlisted }: CapacityRow, { audience }: AttendeeMessage): number {
  return { ALL: taken + waitlisted, CONFIRMED: taken, WAITLISTED: waitlisted }[audience];
}
