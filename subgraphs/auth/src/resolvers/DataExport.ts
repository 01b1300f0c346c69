import { exportOnce } from '@cityevents/service/export-once';
import type { AuthContext } from '../context.ts';
import { exportAccount } from '../data-export/export-account.ts';

export const DataExport = {
  // Only oneself's, however the reference came here.
  __resolveReference: ({ id }: { id: string }, { viewer }: AuthContext) => (viewer?.userId === id ? { id } : null),
  account: ({ id }: { id: string }, _args: unknown, context: AuthContext) =>
    exportOnce(context, () => exportAccount(context.database, id)),
};
