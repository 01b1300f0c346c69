import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { exportRows } from '@cityevents/service/export-rows';

/** All of a person's joins, for their data export. */
export function exportJoins(database: JoinsDatabase, userId: string) {
  return exportRows((last: { eventId: string } | undefined, take) =>
    database.join.findMany({
      where: { userId },
      select: { id: true, eventId: true, status: true, createdAt: true, updatedAt: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take,
      ...(last && { cursor: { eventId_userId: { eventId: last.eventId, userId } }, skip: 1 }),
    }),
  );
}
