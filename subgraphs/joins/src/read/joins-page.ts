import { keyset } from '@cityevents/connections/keyset';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { JoinStatus } from '../seats/seat-request.ts';

const newestFirst = keyset('joins', [
  { field: 'createdAt', column: 'created_at', type: 'timestamp', direction: 'desc' },
  { field: 'id', column: 'id', type: 'uuid', direction: 'desc' },
]);

/** A page of one person's joins, newest first. */
export function joinsPage(
  database: JoinsDatabase,
  userId: string,
  status: JoinStatus[] | null,
  page: ConnectionArguments,
) {
  // Each once: a list of any length may come, and the statement must not grow with it.
  const wanted = status === null ? {} : { status: { in: [...new Set(status)] } };
  return newestFirst.page(page, ({ where, orderBy, take }) =>
    database.join.findMany({ where: { AND: [{ userId, ...wanted }, where] }, orderBy, take }),
  );
}
