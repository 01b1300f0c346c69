import type { TimeUnit } from '@cityevents/service/time-buckets';
import type { FeedContext } from '../context.ts';
import { countViews, type ViewsPoint } from '../views/count-views.ts';

/** As the joins subgraph gave them, to those it may be given to; nobody else gets to know one. */
type Reference = { id: string; from: string; to: string; unit: TimeUnit; timezone: string };

/** The same for all fields of one, which ask for it at the same time. */
type Counting = Reference & { counted?: Promise<ViewsPoint[]> };

function count(stats: Counting, { database }: FeedContext): Promise<ViewsPoint[]> {
  const { id, unit, timezone } = stats;
  const [from, to] = [new Date(stats.from), new Date(stats.to)];
  stats.counted ??= countViews(database, { eventId: id, from, to, unit, timezone });
  return stats.counted;
}

export const EventStats = {
  __resolveReference: (reference: Reference): Counting => ({ ...reference }),
  views: async (stats: Counting, _: unknown, context: FeedContext) =>
    (await count(stats, context)).reduce((sum, { views }) => sum + views, 0),
  viewPoints: (stats: Counting, _: unknown, context: FeedContext) => count(stats, context),
};
