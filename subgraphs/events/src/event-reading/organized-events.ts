import type { Connection } from '@cityevents/connections/connection';
import { keyset } from '@cityevents/connections/keyset';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import type { Event, EventsDatabase, Prisma } from '@cityevents/prisma/events';
import type { EventStatus } from '../event-lifecycle/lifecycle.ts';
import { isOrganizer } from '../rights.ts';

export type OrganizedEventsArguments = ConnectionArguments & { status?: EventStatus[] | null };

const newestFirst = keyset('organized-events', [
  { field: 'createdAt', column: 'created_at', type: 'timestamp', direction: 'desc' },
  { field: 'id', column: 'id', type: 'uuid', direction: 'desc' },
]);

/**
 * A page of the events a person organizes, newest first. Others don't see what was never published, or is hidden.
 *
 * @throws GraphQLError BAD_USER_INPUT for arguments that make no page
 */
export function organizedEvents(
  database: EventsDatabase,
  { organizerId, viewerId, now }: { organizerId: string; viewerId: string | null; now: Date },
  { status, ...page }: OrganizedEventsArguments,
): Promise<Connection<Event>> {
  const wanted: Prisma.EventWhereInput[] = [
    { organizerId },
    ...(isOrganizer({ organizerId }, viewerId) ? [] : [{ publishedAt: { not: null }, hiddenAt: null }]),
    // Once each: a condition for every repetition would be more than a statement takes.
    ...(status ? [{ OR: [...new Set(status)].map((one) => hasStatus(one, now)) }] : []),
  ];
  return newestFirst.page(page, ({ where, orderBy, take }) =>
    database.event.findMany({ where: { AND: [...wanted, where] }, orderBy, take }),
  );
}

/** statusOf as a condition. */
function hasStatus(status: EventStatus, now: Date): Prisma.EventWhereInput {
  if (status === 'PUBLISHED') return { state: 'PUBLISHED', endsAt: { gt: now } };
  if (status === 'ENDED') return { state: 'PUBLISHED', endsAt: { lte: now } };
  return { state: status };
}
