import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { exportRows } from '@cityevents/service/export-rows';

/** All of a person's joins, for their data export. */
export function exportJoins(database: JoinsDatabase, userId: string) {
  return exportRows((last: { id: string; createdAt: Date } | undefined, take) =>
    database.join.findMany({
      where: {
        userId,
        // The first condition is where the index scan starts.
        ...(last && {
          createdAt: { gte: last.createdAt },
          OR: [{ createdAt: { gt: last.createdAt } }, { id: { gt: last.id } }],
        }),
      },
      select: { id: true, eventId: true, status: true, createdAt: true, updatedAt: true, checkedInAt: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take,
    }),
  );
}
