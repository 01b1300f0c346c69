import type { FeedDatabase } from '@cityevents/prisma/feed';
import { exportRows } from '@cityevents/service/export-rows';

/** What the feed keeps of a person, for their data export. */
export async function exportActivity(database: FeedDatabase, userId: string) {
  return {
    views: await exportRows((last: { eventId: string; viewedAt: Date; hour: Date } | undefined, take) =>
      database.feedView.findMany({
        where: { viewer: userId },
        select: { eventId: true, viewedAt: true, hour: true },
        orderBy: [{ viewedAt: 'asc' }, { eventId: 'asc' }],
        take,
        ...(last && {
          cursor: { eventId_viewer_hour: { eventId: last.eventId, viewer: userId, hour: last.hour } },
          skip: 1,
        }),
      }),
    ),
    joins: await exportRows((last: { eventId: string } | undefined, take) =>
      database.feedJoin.findMany({
        where: { userId },
        select: { eventId: true, status: true, joinedAt: true },
        orderBy: { eventId: 'asc' },
        take,
        ...(last && { cursor: { eventId_userId: { eventId: last.eventId, userId } }, skip: 1 }),
      }),
    ),
  };
}
