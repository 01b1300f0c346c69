import type { StaffRole } from '@cityevents/messages/event';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { type Role, roleOf } from '../rights.ts';

/** What a person is at an event that is known here; `role` is null for who is no staff. */
export type Part = { role: Role | null };

/** What a person (null: anybody) is at these events, in the order asked; null for an event not known here. */
export async function partsOf(
  database: JoinsDatabase,
  userId: string | null,
  eventIds: readonly string[],
): Promise<(Part | null)[]> {
  const rows = await database.$queryRaw<{ eventId: string; organizerId: string; staffRole: StaffRole | null }[]>`
    SELECT c.event_id AS "eventId", c.organizer_id AS "organizerId", s.role AS "staffRole"
    FROM event_capacity c LEFT JOIN event_staff s ON s.event_id = c.event_id AND s.user_id = ${userId}::uuid
    WHERE c.event_id = ANY(${eventIds}::uuid[])`;
  const parts = new Map(rows.map((row) => [row.eventId, { role: userId && roleOf(row, userId, row.staffRole) }]));
  return eventIds.map((eventId) => (parts.get(eventId) as Part | undefined) ?? null);
}
