import { GraphQLError } from 'graphql';
import type { Context } from '../context.ts';
import { mayCheckIn, mayManage, type Role } from '../rights.ts';
import type { JoinRow } from '../seats/seat-request.ts';
import { attendeeCounts, sumOf } from './attendee-counts.ts';
import { type AttendeesArguments, attendeesPage } from './attendees-page.ts';

/** An attendee, as `seenBy` may see them. */
export type Attendee = JoinRow & { seenBy: Role };

/**
 * A page of the event's attendees for its organizer or staff, with how many the list has; null for an event not known here.
 *
 * @throws GraphQLError FORBIDDEN to anybody else, BAD_USER_INPUT for arguments that make no page
 */
export async function listAttendees(context: Context, eventId: string, args: AttendeesArguments) {
  const seenBy = await requireStaff(context, eventId);
  if (seenBy === null) return null;
  const { edges, pageInfo } = await attendeesPage(context.database, eventId, args);
  return {
    edges: edges.map(({ cursor, node }) => ({ cursor, node: { ...node, seenBy } satisfies Attendee })),
    pageInfo,
    totalCount: async () => {
      if (args.search?.trim()) return null;
      const counts = await attendeeCounts(context.database, eventId);
      return counts && sumOf(counts, args.status ?? null);
    },
  };
}

/** How many stand how, for the event's organizer or staff; null for an event not known here. @throws GraphQLError FORBIDDEN to anybody else */
export async function countAttendees(context: Context, eventId: string) {
  await requireStaff(context, eventId);
  return attendeeCounts(context.database, eventId);
}

/** Whether more than checking in takes is to be seen. */
export function seesAll({ seenBy }: Attendee): boolean {
  return mayManage(seenBy);
}

/** Null: nobody has joined what isn't known here, be it a draft. */
async function requireStaff({ parts }: Context, eventId: string): Promise<Role | null> {
  const part = await parts.load(eventId);
  if (!part) return null;
  if (mayCheckIn(part.role)) return part.role;
  throw new GraphQLError('Only the organizer of an event and its staff see who comes.', {
    extensions: { code: 'FORBIDDEN' },
  });
}
