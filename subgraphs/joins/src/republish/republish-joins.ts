import { JOINS_A_SNAPSHOT, type JoinSnapshot } from '@cityevents/messages/join-snapshot';
import { enqueueTx } from '@cityevents/messaging/outbox';
import { NOTHING_YET, type Republished } from '@cityevents/messaging/republish';
import type { JoinsDatabase, JoinsTransaction } from '@cityevents/prisma/joins';
import { lockCapacityTx } from '../seats/lock.ts';
import type { CapacityRow } from '../seats/seat-request.ts';

/**
 * Tells the others anew of the next event's seats and joins, or of some more of its joins where it has many: under its
 * lock and with its next sequence, in one message. Undefined when there is nothing left.
 *
 * @param after an event's id, or `<event>/<person>`: of that event the joins up to this person's have been told.
 */
export async function republishJoins(
  database: JoinsDatabase,
  after: string = NOTHING_YET,
): Promise<Republished | undefined> {
  const [lastEventId, lastUserId] = after.split('/') as [string, string?];
  return database.$transaction(async (tx) => {
    const eventId = lastUserId === undefined ? await nextEventTx(tx, lastEventId) : lastEventId;
    if (eventId === undefined) return undefined;
    const { locked } = await lockCapacityTx(tx, eventId);
    const [capacity] = locked;
    if (!capacity) return { messages: 0, after: eventId };
    const joins = await tx.join.findMany({
      where: { eventId, ...(lastUserId !== undefined && { userId: { gt: lastUserId } }) },
      orderBy: { userId: 'asc' },
      take: JOINS_A_SNAPSHOT,
    });
    const sequence = capacity.sequence + 1n;
    await tx.eventCapacity.update({ where: { eventId }, data: { sequence } });
    const data = {
      eventId,
      seats: seatsOf(capacity),
      joins: joins.map(({ id, userId, status, createdAt }) => ({
        joinId: id,
        userId,
        status,
        joinedAt: createdAt.toISOString(),
      })),
    };
    const type = 'join.snapshot.v1';
    await enqueueTx(tx, [{ type, owner: 'joins', aggregateId: eventId, sequence, occurredAt: capacity.now, data }]);
    const isWhole = joins.length < JOINS_A_SNAPSHOT;
    return { messages: 1, after: isWhole ? eventId : `${eventId}/${joins.at(-1)!.userId}` };
  });
}

async function nextEventTx(tx: JoinsTransaction, afterId: string): Promise<string | undefined> {
  const next = await tx.eventCapacity.findFirst({
    where: { eventId: { gt: afterId } },
    orderBy: { eventId: 'asc' },
    select: { eventId: true },
  });
  return next?.eventId;
}

function seatsOf({ capacity, taken, waitlisted }: CapacityRow): JoinSnapshot['data']['seats'] {
  return { capacity, taken, waitlisted };
}
