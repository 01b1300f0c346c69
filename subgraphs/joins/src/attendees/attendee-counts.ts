import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { JoinStatus } from '../seats/seat-request.ts';
import { everyStatus } from './read-attendees.ts';

export type AttendeeCounts = { confirmed: number; waitlisted: number; checkedIn: number; cancelled: number };

/** How many stand how, as the seat engine counts them; null for an event not known here. */
export async function attendeeCounts(database: JoinsDatabase, eventId: string): Promise<AttendeeCounts | null> {
  const row = await database.eventCapacity.findUnique({
    where: { eventId },
    select: { taken: true, checkedIn: true, waitlisted: true, cancelled: true },
  });
  return row && { ...row, confirmed: row.taken - row.checkedIn };
}

/** How many of them stand in one of these ways (null: in any). */
export function sumOf(counts: AttendeeCounts, status: readonly JoinStatus[] | null): number {
  const of: Record<JoinStatus, number> = {
    CONFIRMED: counts.confirmed,
    WAITLISTED: counts.waitlisted,
    CANCELLED: counts.cancelled,
    CHECKED_IN: counts.checkedIn,
  };
  return [...new Set(status ?? everyStatus)].reduce((sum, each) => sum + of[each], 0);
}
