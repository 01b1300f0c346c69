import type { Connection } from '@cityevents/connections/connection';
import { keyset } from '@cityevents/connections/keyset';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import type { AuditEntry, EventsDatabase } from '@cityevents/prisma/events';

const newestFirst = keyset('audit-log', [
  { field: 'at', column: 'at', type: 'timestamp', direction: 'desc' },
  { field: 'id', column: 'id', type: 'uuid', direction: 'desc' },
]);

/**
 * A page of what was done to an event, newest first.
 *
 * @throws GraphQLError BAD_USER_INPUT for arguments that make no page
 */
export function auditLog(
  database: EventsDatabase,
  eventId: string,
  page: ConnectionArguments,
): Promise<Connection<AuditEntry>> {
  return newestFirst.page(page, ({ where, orderBy, take }) =>
    database.auditEntry.findMany({ where: { AND: [{ eventId }, where] }, orderBy, take }),
  );
}
