import type { JoinsTransaction, StaffRole } from '@cityevents/prisma/joins';
import type { Staff } from './seat-request.ts';

/** Which of these people work at which of these events, by event. Where nobody is asked about, nothing is read. */
export async function readStaff(
  database: Pick<JoinsTransaction, '$queryRaw'>,
  wanted: { eventId: string; userIds: string[] }[],
): Promise<Map<string, Staff>> {
  const people = wanted.flatMap(({ eventId, userIds }) => userIds.map((userId) => ({ eventId, userId })));
  if (people.length === 0) return new Map();
  const rows = await database.$queryRaw<{ eventId: string; userId: string; role: StaffRole }[]>`
    SELECT event_id AS "eventId", user_id AS "userId", role
    FROM event_staff JOIN unnest(
      ${people.map(({ eventId }) => eventId)}::uuid[], ${people.map(({ userId }) => userId)}::uuid[]
    ) AS wanted (event_id, user_id) USING (event_id, user_id)`;
  const byEvent = Map.groupBy(rows, ({ eventId }) => eventId);
  return new Map(
    [...byEvent].map(([eventId, own]) => [eventId, new Map(own.map(({ userId, role }) => [userId, role]))]),
  );
}
