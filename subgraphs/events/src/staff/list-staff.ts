import type { EventsDatabase, StaffMember } from '@cityevents/prisma/events';

/** Those who work at an event and those who are invited to, the earliest first. An invitation that is too old is none. */
export function listStaff(database: EventsDatabase, eventId: string, now: Date): Promise<StaffMember[]> {
  return database.staffMember.findMany({
    where: { eventId, removedAt: null, OR: [{ acceptedAt: { not: null } }, { expiresAt: { gt: now } }] },
    orderBy: [{ invitedAt: 'asc' }, { id: 'asc' }],
  });
}
