import type { FeedDatabase } from '@cityevents/prisma/feed';
import { exportRows } from '@cityevents/service/export-rows';

/** What the feed keeps of a person, for their data export. */
export async function exportActivity(database: FeedDatabase, userId: string) {
  return {
    profile: await database.feedPerson.findUnique({ where: { userId }, select: { interests: true, homeCity: true } }),
    views: await exportRows((last: { eventId: string; viewedAt: Date } | undefined, take) =>
      database.feedView.findMany({
        where: {
          viewer: userId,
          // The first condition is where the index scan starts.
          ...(last && {
            viewedAt: { gte: last.viewedAt },
            OR: [{ viewedAt: { gt: last.viewedAt } }, { eventId: { gt: last.eventId } }],
          }),
        },
        select: { eventId: true, viewedAt: true },
        orderBy: [{ viewedAt: 'asc' }, { eventId: 'asc' }],
        take,
      }),
    ),
    joins: await exportRows((last: { eventId: string } | undefined, take) =>
      database.feedJoin.findMany({
        where: { userId, ...(last && { eventId: { gt: last.eventId } }) },
        select: { eventId: true, status: true, joinedAt: true },
        orderBy: { eventId: 'asc' },
        take,
      }),
    ),
  };
}
