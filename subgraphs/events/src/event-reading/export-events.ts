import type { EventsDatabase } from '@cityevents/prisma/events';
import { exportRows } from '@cityevents/service/export-rows';

/** All the events a person organizes, as they are stored, for their data export. */
export function exportEvents(database: EventsDatabase, organizerId: string) {
  return exportRows((last: { id: string } | undefined, take) =>
    database.event.findMany({
      where: { organizerId },
      omit: { organizerId: true, sequence: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take,
      ...(last && { cursor: { id: last.id }, skip: 1 }),
    }),
  );
}
