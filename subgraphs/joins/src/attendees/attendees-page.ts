import { badArgument } from '@cityevents/connections/bad-argument';
import type { Connection } from '@cityevents/connections/connection';
import { keyset } from '@cityevents/connections/keyset';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { JoinRow, JoinStatus } from '../seats/seat-request.ts';
import { everyStatus, readAttendees } from './read-attendees.ts';

const MAX_SEARCH = 100;

const byArrival = keyset('attendees', [
  { field: 'lineNumber', column: 'j.line_number', type: 'bigint', direction: 'asc' },
]);

export type AttendeesArguments = ConnectionArguments & { status?: JoinStatus[] | null; search?: string | null };

/**
 * A page of an event's attendees, in the order of their joining.
 *
 * @throws GraphQLError BAD_USER_INPUT for arguments that make no page
 */
export function attendeesPage(
  database: JoinsDatabase,
  eventId: string,
  { status, search, ...page }: AttendeesArguments,
): Promise<Connection<JoinRow>> {
  if (search && search.length > MAX_SEARCH) {
    throw badArgument('search', `may be at most ${MAX_SEARCH} characters long, and has ${search.length}.`);
  }
  const wanted = { eventId, status: status ?? everyStatus, search: search?.trim() ? search : null };
  return byArrival.page(page, ({ sql, take }) => readAttendees(database, wanted, { ...sql, take }));
}
