import { type EventMessage, shownState } from '@cityevents/messages/event';
import { claimTx } from '@cityevents/messaging/inbox';
import { enqueueTx } from '@cityevents/messaging/outbox';
import type { JoinsDatabase, JoinsTransaction } from '@cityevents/prisma/joins';
import { lockCapacityTx } from '../seats/lock.ts';

/**
 * Takes over what the events subgraph tells of an event. Its first fact opens the event for joining, with the capacity
 * and the waitlist limit it was published with; from then on these are ours and later facts don't touch them. An older fact than the
 * newest one applied changes nothing.
 */
export async function applyEvent(database: JoinsDatabase, message: EventMessage): Promise<void> {
  const { data, sequence, occurredAt } = message;
  const facts = {
    organizerId: data.organizerId,
    state: shownState(data),
    timezone: data.timezone,
    startsAt: new Date(data.startsAt),
    endsAt: new Date(data.endsAt),
    joinsOpenAt: data.joinsOpenAt && new Date(data.joinsOpenAt),
    joinsCloseAt: data.joinsCloseAt && new Date(data.joinsCloseAt),
    eventSequence: BigInt(sequence),
  };
  const opening = { capacity: data.openingCapacity, waitlistLimit: data.openingWaitlistLimit };
  await database.$transaction(async (tx) => {
    if (!(await claimTx(tx, 'joins', message))) return;
    const opened = await tx.eventCapacity.createMany({
      data: { eventId: data.eventId, ...opening, sequence: 1n, ...facts },
      skipDuplicates: true,
    });
    if (opened.count === 1) {
      await addStaffTx(tx, data);
      await enqueueTx(tx, [
        {
          type: 'join.capacity-changed.v1',
          owner: 'joins',
          aggregateId: data.eventId,
          sequence: 1n,
          occurredAt: new Date(occurredAt),
          data: { eventId: data.eventId, seats: { capacity: opening.capacity, taken: 0, waitlisted: 0 } },
        },
      ]);
      return;
    }
    await lockCapacityTx(tx, data.eventId);
    const updated = await tx.eventCapacity.updateMany({
      where: { eventId: data.eventId, eventSequence: { lt: facts.eventSequence } },
      data: facts,
    });
    if (updated.count === 1) await replaceStaffTx(tx, data);
  });
}

type Told = Pick<EventMessage['data'], 'eventId' | 'staff'>;

/** Under the event's lock, by which the seat engine goes by whom it reads there. */
async function replaceStaffTx(tx: JoinsTransaction, { eventId, staff }: Told): Promise<void> {
  await tx.eventStaff.deleteMany({ where: { eventId } });
  await addStaffTx(tx, { eventId, staff });
}

async function addStaffTx(tx: JoinsTransaction, { eventId, staff }: Told): Promise<void> {
  if (staff.length > 0) await tx.eventStaff.createMany({ data: staff.map((member) => ({ eventId, ...member })) });
}
