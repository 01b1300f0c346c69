import { exportOnce } from '@cityevents/service/export-once';
import type { FeedContext } from '../context.ts';
import { exportActivity } from '../views/export-activity.ts';

export const DataExport = {
  __resolveReference: ({ id }: { id: string }, { viewer }: FeedContext) => (viewer?.userId === id ? { id } : null),
  activity: ({ id }: { id: string }, _: unknown, context: FeedContext) =>
    exportOnce(context, () => exportActivity(context.database, id)),
};
