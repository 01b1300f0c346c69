import { exportOnce } from '@cityevents/service/export-once';
import type { Context } from '../context.ts';
import { exportJoins } from '../read/export-joins.ts';

export const __resolveReference = ({ id }: { id: string }, { viewer }: Context) =>
  viewer?.userId === id ? { id } : null;

export const joins = ({ id }: { id: string }, _: unknown, context: Context) =>
  exportOnce(context, () => exportJoins(context.database, id));
