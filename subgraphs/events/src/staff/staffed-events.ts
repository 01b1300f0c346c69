import type { Connection } from '@cityevents/connections/connection';
import { keyset } from '@cityevents/connections/keyset';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import type { Event, EventsDatabase } from '@cityevents/prisma/events';

const newestFirst = keyset('staffed-events', [
  { field: 'acceptedAt', column: 'accepted_at', type: 'timestamp', direction: 'desc' },
  { field: 'id', column: 'id', type: 'uuid', direction: 'desc' },
]);

/**
 * A page of the events where a person is on the staff, the one they said yes to last first.
 *
 * @throws GraphQLError BAD_USER_INPUT for arguments that make no page
 */
export async function staffedEvents(
  database: EventsDatabase,
  userId: string,
  page: ConnectionArguments,
): Promise<Connection<Event>> {
  const { edges, pageInfo } = await newestFirst.page(page, async ({ where, orderBy, take }) => {
    const members = await database.staffMember.findMany({
      where: { AND: [{ userId }, where] },
      select: { id: true, acceptedAt: true, event: true },
      orderBy,
      take,
    });
    // Whoever has accepted has a time of it.
    return members.map((member) => ({ ...member, acceptedAt: member.acceptedAt! }));
  });
  return { edges: edges.map(({ cursor, node }) => ({ cursor, node: node.event })), pageInfo };
}
