import type { EventMessage } from '@cityevents/messages/event';
import { claimTx } from '@cityevents/messaging/inbox';
import { enqueueTx } from '@cityevents/messaging/outbox';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { lockCapacityTx } from '../seats/lock.ts';

/**
 * Takes over what the events subgraph tells of an event. Its first fact opens the event for joining, with the capacity
 * it was published with; from then on the capacity is ours and later facts don't touch it. An older fact than the
 * newest one applied changes nothing.
 */
export async function applyEvent(database: JoinsDatabase, message: EventMessage): Promise<void> {
  const { data, sequence, occurredAt } = message;
  const facts = {
    organizerId: data.organizerId,
    state: data.state,
    startsAt: new Date(data.startsAt),
    endsAt: new Date(data.endsAt),
    joinsOpenAt: data.joinsOpenAt && new Date(data.joinsOpenAt),
    joinsCloseAt: data.joinsCloseAt && new Date(data.joinsCloseAt),
    eventSequence: BigInt(sequence),
  };
  await database.$transaction(async (tx) => {
    if (!(await claimTx(tx, 'joins', message))) return;
    const opened = await tx.eventCapacity.createMany({
      data: { eventId: data.eventId, capacity: data.openingCapacity, sequence: 1n, ...facts },
      skipDuplicates: true,
    });
    if (opened.count === 1) {
      const seats = { capacity: data.openingCapacity, taken: 0, waitlisted: 0 };
      await enqueueTx(tx, [
        {
          type: 'join.capacity-changed.v1',
          owner: 'joins',
          aggregateId: data.eventId,
          sequence: 1n,
          occurredAt: new Date(occurredAt),
          data: { eventId: data.eventId, seats },
        },
      ]);
      return;
    }
    await lockCapacityTx(tx, data.eventId);
    await tx.eventCapacity.updateMany({
      where: { eventId: data.eventId, eventSequence: { lt: facts.eventSequence } },
      data: facts,
    });
  });
}
