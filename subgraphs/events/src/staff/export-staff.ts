import type { EventsDatabase } from '@cityevents/prisma/events';
import { exportRows } from '@cityevents/service/export-rows';

/** Where a person is on the staff, for their data export. */
export function exportStaff(database: EventsDatabase, userId: string) {
  return exportRows((last: { id: string } | undefined, take) =>
    database.staffMember.findMany({
      where: { userId, ...(last && { id: { gt: last.id } }) },
      select: { id: true, eventId: true, role: true, invitedAt: true, acceptedAt: true },
      orderBy: { id: 'asc' },
      take,
    }),
  );
}
