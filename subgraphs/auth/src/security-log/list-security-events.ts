import { keyset } from '@cityevents/connections/keyset';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import type { AuthDatabase } from '@cityevents/prisma/auth';

const latestFirst = keyset('security-events', [
  { field: 'occurredAt', column: 'occurred_at', type: 'timestamp', direction: 'desc' },
  { field: 'id', column: 'id', type: 'uuid', direction: 'desc' },
]);

/**
 * A page of what happened to a person's account, the latest first.
 *
 * @throws GraphQLError BAD_USER_INPUT for arguments that make no page.
 */
export function listSecurityEvents(database: AuthDatabase, personId: string, args: ConnectionArguments) {
  return latestFirst.page(args, ({ where, orderBy, take }) =>
    database.securityEvent.findMany({ where: { AND: [{ personId }, where] }, orderBy, take }),
  );
}
