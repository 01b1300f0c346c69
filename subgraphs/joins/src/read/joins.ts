import type { Join, JoinsDatabase } from '@cityevents/prisma/joins';

/** A join as resolvers pass it on. */
export type StoredJoin = Pick<Join, 'id' | 'eventId' | 'userId' | 'status' | 'lineNumber' | 'createdAt'> & {
  /** Set where it is known already, so that nobody has to count. */
  waitlistPosition?: number;
};

/** One person's joins of these events, in the order asked. */
export async function joinsOfUser(
  database: JoinsDatabase,
  userId: string | null,
  eventIds: readonly string[],
): Promise<(StoredJoin | null)[]> {
  if (userId === null) return eventIds.map(() => null);
  const joins = await database.join.findMany({ where: { userId, eventId: { in: [...eventIds] } } });
  const byEvent = new Map(joins.map((join) => [join.eventId, join]));
  return eventIds.map((eventId) => byEvent.get(eventId) ?? null);
}

/** Joins by id, in the order asked. */
export async function joinsById(database: JoinsDatabase, ids: readonly string[]): Promise<(StoredJoin | null)[]> {
  const joins = await database.join.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(joins.map((join) => [join.id, join]));
  return ids.map((id) => byId.get(id) ?? null);
}
