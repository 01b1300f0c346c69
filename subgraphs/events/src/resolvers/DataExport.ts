import { exportOnce } from '@cityevents/service/export-once';
import type { Context } from '../context.ts';
import { exportEvents } from '../event-reading/export-events.ts';
import { exportStaff } from '../staff/export-staff.ts';

export const DataExport = {
  __resolveReference: ({ id }: { id: string }, { viewer }: Context) => (viewer?.userId === id ? { id } : null),
  events: ({ id }: { id: string }, _args: unknown, context: Context) =>
    exportOnce(context, () => exportEvents(context.database, id)),
  staff: ({ id }: { id: string }, _args: unknown, context: Context) =>
    exportOnce(context, () => exportStaff(context.database, id), 'staff'),
};
