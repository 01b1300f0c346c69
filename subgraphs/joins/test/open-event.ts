import { randomUUIDv7 } from 'node:crypto';
import type { EventCapacity, JoinStatus, JoinsDatabase } from '@cityevents/prisma/joins';

const DAY_MS = 86_400_000;

/** An event that can be joined, as if the events subgraph had just told of it. */
export async function createOpenEvent(
  database: JoinsDatabase,
  overrides: Partial<EventCapacity> = {},
): Promise<string> {
  const eventId = randomUUIDv7();
  const startsAt = new Date(Date.now() + DAY_MS);
  const endsAt = new Date(startsAt.getTime() + DAY_MS);
  await database.eventCapacity.create({
    data: { eventId, organizerId: randomUUIDv7(), capacity: 1, startsAt, endsAt, eventSequence: 1n, ...overrides },
  });
  return eventId;
}

/** How many joins of the event stand where. */
export async function countJoins(
  database: JoinsDatabase,
  eventId: string,
): Promise<Partial<Record<JoinStatus, number>>> {
  const groups = await database.join.groupBy({ by: ['status'], where: { eventId }, _count: true });
  return Object.fromEntries(groups.map((group) => [group.status, group._count]));
}
