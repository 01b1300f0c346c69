import type { EventsDatabase } from '@cityevents/prisma/events';
import { exportRows } from '@cityevents/service/export-rows';

/** All the events a person organizes, as they are stored, for their data export. */
export function exportEvents(database: EventsDatabase, organizerId: string) {
  return exportRows((last: { id: string; createdAt: Date } | undefined, take) =>
    database.event.findMany({
      where: {
        organizerId,
        // The first condition is where the index scan starts.
        ...(last && {
          createdAt: { gte: last.createdAt },
          OR: [{ createdAt: { gt: last.createdAt } }, { id: { gt: last.id } }],
        }),
      },
      omit: { organizerId: true, sequence: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take,
    }),
  );
}
