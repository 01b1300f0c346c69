import type { FeedContext } from '../context.ts';
import { exportActivity } from '../views/export-activity.ts';

export const DataExport = {
  __resolveReference: ({ id }: { id: string }, { viewer }: FeedContext) => (viewer?.userId === id ? { id } : null),
  activity: ({ id }: { id: string }, _: unknown, { database }: FeedContext) => exportActivity(database, id),
};
